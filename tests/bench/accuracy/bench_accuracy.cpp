// bench_accuracy [--seeds N] [--threads N] [--csv FILE] [--markdown FILE] [--brief] [--coast NAMES] [--sensor NAMES] [--nuisance NAMES]
// [--method NAMES]: how far each method's line lies from the truth of simulated scenes. NAMES are separated by commas.
// Exit code 1 when the judged method misses a demand.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/bench/accuracy/report.hpp"

namespace {

using namespace tasi;
using namespace tasi::bench;

struct Request {
    StudyOptions study;
    int threads = 2;
    bool brief = false;  ///< without the list of cells
    std::string csv, markdown;
};

std::vector<std::string> split(const std::string& names)
{
    std::vector<std::string> result;
    std::istringstream stream(names);
    for (std::string name; std::getline(stream, name, ',');) result.push_back(name);
    return result;
}

Request request_from(const std::vector<std::string>& words)
{
    Request request;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--brief") {
            request.brief = true;
            continue;
        }
        if (i + 1 == words.size()) throw UsageError("BENCH", "", "no value after `" + words[i] + "`", "see the head of bench_accuracy.cpp");
        const std::string &option = words[i], &value = words[++i];
        if (option == "--seeds")
            request.study.seeds = std::stoi(value);
        else if (option == "--threads")
            request.threads = std::stoi(value);
        else if (option == "--csv")
            request.csv = value;
        else if (option == "--markdown")
            request.markdown = value;
        else if (option == "--coast")
            request.study.coasts = split(value);
        else if (option == "--sensor")
            request.study.sensors = split(value);
        else if (option == "--nuisance")
            request.study.nuisances = split(value);
        else if (option == "--method")
            request.study.methods = split(value);
        else
            throw UsageError("BENCH", "", "there is no option `" + option + "`", "see the head of bench_accuracy.cpp");
    }
    return request;
}

void write(const std::string& file, const std::string& text)
{
    if (!file.empty()) std::ofstream(file, std::ios::binary) << text;
}

int run(const Request& request)
{
    set_thread_count(request.threads);
    const Study study = run_study(request.study);
    if (!request.brief) std::fputs(cells_text(study).c_str(), stdout);
    std::fputs(summary_text(study).c_str(), stdout);
    std::fputs(calibration_text(study).c_str(), stdout);
    write(request.csv, csv(study));
    write(request.markdown, markdown(study));
    const bool has_all = request.study.methods.empty() && request.study.coasts.empty() && request.study.nuisances.empty();
    if (!has_all) return 0;  // nothing to judge by
    std::fputs(verdicts_text(study).c_str(), stdout);
    const auto verdicts = judge(study);
    return std::all_of(verdicts.begin(), verdicts.end(), [](const Verdict& v) { return v.passed; }) ? 0 : 1;
}

}  // namespace

int main(int count, char** words)
{
    try {
        return run(request_from({words + 1, words + count}));
    } catch (const Error& e) {
        std::fprintf(stderr, "%s: %s; %s\n", e.name().c_str(), e.problem().c_str(), e.remedy().c_str());
        return 2;
    }
}
