#include <filesystem>

#include "src/core/error.hpp"
#include "src/core/text.hpp"
#include "src/io/input_file.hpp"
#include "src/io/print_pdf.hpp"
#include "src/io/write_spreadsheet.hpp"
#include "src/report/page.hpp"
#include "src/report/readme.hpp"
#include "tools/commands.hpp"

namespace tasi::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> language_codes()
{
    std::vector<std::string> codes;
    for (const report::Language& language : report::languages()) codes.push_back(language.code);
    return codes;
}

class ReportCommand : public Command {
public:
    ReportCommand() : Command("report", "Write a study's findings, map, charts and tables as one HTML file")
    {
        usage_ = "STUDY... -o OUT.html";
        // clang-format off
        options_.add_options()
            ("study", po::value(&study_)->required(), "folder of the results of tasi run, or its files")
            ("output,o", po::value(&output_)->required(), "HTML file to write")
            ("lang", choice("lang", &language_, language_codes()), "language: English, Portuguese or Tetum")
            ("title", text(&title_), "title (default: the name of the folder)")
            ("xlsx", text(&xlsx_), "name of a spreadsheet with the ranked tables, written beside OUT.html")
            ("readme", text(&readme_), "name of a text in plain words that says which file to open, written beside OUT.html")
            ("pdf", text(&pdf_), "name of the page as PDF, written beside OUT.html; needs chromium");
        // clang-format on
        positional_.add("study", -1);
    }
    std::string output() const override { return output_; }
    std::vector<fs::path> more_outputs() const override
    {
        std::vector<fs::path> files;
        for (const auto& name : {xlsx_, readme_, pdf_})
            if (name) files.push_back(fs::absolute(output_).parent_path() / *name);
        return files;
    }

    void run(Run& run) const override
    {
        const fs::path browser = pdf_ ? browser_or_refuse() : fs::path();
        for (const std::string& path : study_) io::refuse_virtual_name(path);
        io::AtomicOutput output(output_, run.overwrite(), {});
        for (const auto& name : {xlsx_, readme_, pdf_})
            if (name && !run.overwrite()) refuse_existing(output, *name);
        const report::Texts text(language_);
        const report::StudyResults results = report::read_results(run.session, study_);
        const std::vector<report::Table> tables = report::ranked_tables(results, text);
        run.session.note("analysis CRS", results.crs.name);
        run.session.note("Leaflet", report::leaflet_version().empty() ? "none: the map is a picture" : report::leaflet_version());
        if (!run.dry_run()) write(run, output, results, tables, text, browser);
        run.finish(output);
    }

protected:
    void check() const override
    {
        if (lower_case(fs::path(output_).extension().string()) != ".html")
            throw UsageError("FORMAT", output_, "is no name of an HTML file", "give a name that ends in .html");
        require_name("xlsx", xlsx_, ".xlsx");
        require_name("readme", readme_, ".txt");
        require_name("pdf", pdf_, ".pdf");
    }

private:
    /// Beside the page: what is handed over stays together.
    static void require_name(const std::string& option, const std::optional<std::string>& name, const std::string& suffix)
    {
        if (!name) return;
        const fs::path path(*name);
        if (path.has_parent_path() || path.stem().empty() || lower_case(path.extension().string()) != suffix)
            throw UsageError("NAME", "", "--" + option + " is '" + printable(*name) + "'",
                             "give a name without folder that ends in " + suffix + "; the file is written beside the page");
    }

    fs::path browser_or_refuse() const
    {
        fs::path browser = io::printing_browser();
        if (browser.empty()) throw OutputError("PDF", *pdf_, "there is no browser to print with", "install chromium, or leave --pdf out");
        return browser;
    }

    static void refuse_existing(const io::AtomicOutput& output, const std::string& name)
    {
        const fs::path file = fs::absolute(output.target()).parent_path() / name;
        if (fs::exists(fs::symlink_status(file))) throw OutputError("EXISTS", file.string(), "exists", "give --overwrite or another name");
    }

    std::string title() const
    {
        if (title_) return *title_;
        fs::path folder = fs::absolute(study_.front()).lexically_normal();
        if (!folder.has_filename()) folder = folder.parent_path();
        return (fs::is_directory(folder) ? folder : folder.parent_path()).filename().string();
    }

    void write(Run& run, const io::AtomicOutput& output, const report::StudyResults& results, const std::vector<report::Table>& tables,
               const report::Texts& text, const fs::path& browser) const
    {
        io::write_text(output.working_path(), report::page(run.session, results, tables, text, {title(), TASI_VERSION}));
        if (xlsx_) io::write_spreadsheet(output.working_path(*xlsx_), report::sheets_of(tables, results, text, title()));
        if (readme_) io::write_text(output.working_path(*readme_), report::readme(results, delivery(output), text));
        if (pdf_) io::print_pdf(browser, output.working_path(), output.working_path(*pdf_));
    }

    report::Delivery delivery(const io::AtomicOutput& output) const
    {
        report::Delivery delivery{title(), output.target().filename().string(), xlsx_.value_or(""), pdf_.value_or("")};
        delivery.report_bytes = fs::file_size(output.working_path());
        if (xlsx_) delivery.spreadsheet_bytes = fs::file_size(output.working_path(*xlsx_));
        return delivery;
    }

    std::vector<std::string> study_;
    std::string output_, language_ = "en";
    std::optional<std::string> title_, xlsx_, readme_, pdf_;
};

}  // namespace

std::unique_ptr<Command> make_report() { return std::make_unique<ReportCommand>(); }

}  // namespace tasi::cli
