// bench_rates [--seeds N] [--threads N] [--markdown FILE] [--method NAMES] [--coast NAMES]: how far rates lie from the truth of simulated
// series. NAMES are separated by commas. Exit code 1 when the judged method misses the demand.
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "src/core/error.hpp"
#include "src/core/parallel.hpp"
#include "tests/bench/rates/rates_report.hpp"

namespace {

using namespace tasi;
using namespace tasi::bench;

struct Request {
    RatesOptions study;
    int threads = 2;
    std::string markdown;
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
    for (std::size_t i = 0; i < words.size(); i += 2) {
        if (i + 1 == words.size()) throw UsageError("BENCH", "", "no value after `" + words[i] + "`", "see the head of bench_rates.cpp");
        const std::string &option = words[i], &value = words[i + 1];
        if (option == "--seeds")
            request.study.seeds = std::stoi(value);
        else if (option == "--threads")
            request.threads = std::stoi(value);
        else if (option == "--markdown")
            request.markdown = value;
        else if (option == "--method")
            request.study.methods = split(value);
        else if (option == "--coast")
            request.study.coasts = split(value);
        else
            throw UsageError("BENCH", "", "there is no option `" + option + "`", "see the head of bench_rates.cpp");
    }
    return request;
}

int run(const Request& request)
{
    set_thread_count(request.threads);
    const RatesStudy study = run_rates_study(request.study);
    std::fputs(trends_text(study).c_str(), stdout);
    std::fputs(placement_text(study).c_str(), stdout);
    if (!request.markdown.empty()) std::ofstream(request.markdown, std::ios::binary) << markdown(study);
    if (!request.study.methods.empty() || !request.study.coasts.empty()) return 0;  // nothing to judge by
    const RatesVerdict verdict = judge(study);
    std::fputs(verdict.text.c_str(), stdout);
    return verdict.passed ? 0 : 1;
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
