#include "scenes/synthetic/simulate.hpp"
#include "tools/commands.hpp"

namespace tasi::cli {
namespace {

class SimulateCommand : public Command {
public:
    SimulateCommand() : Command("simulate", "Make product-shaped scenes of a described coast whose moving shoreline is known exactly")
    {
        usage_ = "COAST.toml -o DIR";
        // clang-format off
        options_.add_options()
            ("coast", po::value(&coast_)->required(), "description of the coast")
            ("output,o", po::value(&output_)->required(), "folder to make: scenes/, inputs/ and truth/");
        // clang-format on
        positional_.add("coast", 1);
    }
    std::string output() const override { return output_; }

    void run(Run& run) const override
    {
        io::AtomicOutput output(output_, run.overwrite(), {coast_}, io::AtomicOutput::Kind::folder);
        const auto coast = scenes::read_coast(run.session, coast_);
        if (!run.dry_run()) scenes::simulate(run.session, coast, output);
        run.finish(output);
    }

private:
    std::string coast_, output_;
};

}  // namespace

std::unique_ptr<Command> make_simulate() { return std::make_unique<SimulateCommand>(); }

}  // namespace tasi::cli
