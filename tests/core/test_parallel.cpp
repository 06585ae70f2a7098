#include "src/core/parallel.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace tasi;

TEST_CASE("every task runs once and the first failure by number is reported, for any thread count", "[parallel]")
{
    for (const int threads : {1, 2, 7}) {
        set_thread_count(threads);
        std::vector<int> done(100, 0);
        parallel_for(100, [&](int i) { ++done[static_cast<std::size_t>(i)]; });
        CHECK(done == std::vector<int>(100, 1));
        std::string message;
        try {
            parallel_for(100, [](int i) {
                if (i % 10 == 3) throw std::runtime_error(std::to_string(i));
            });
        } catch (const std::exception& e) {
            message = e.what();
        }
        CHECK(message == "3");
    }
    set_thread_count(1);
}

TEST_CASE("a thread that cannot make its state fails the run and does not hang it", "[parallel]")
{
    set_thread_count(3);
    CHECK_THROWS_AS(parallel_for_with(
                        10, []() -> int { throw std::runtime_error("no state"); }, [](int, int) {}),
                    std::runtime_error);
    set_thread_count(1);
}
