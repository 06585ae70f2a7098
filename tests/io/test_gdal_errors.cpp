#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <thread>

#include <cpl_conv.h>
#include <cpl_error.h>

#include "src/io/gdal_errors.hpp"
#include "src/io/startup.hpp"
#include "tests/catch.hpp"

using namespace tasi::io;

TEST_CASE("a watch counts what GDAL reports and keeps the first failure, printable", "[startup]")
{
    start_up();
    const ErrorWatch watch;
    CPLError(CE_Warning, CPLE_AppDefined, "first a doubt");
    CHECK(watch.first_message() == "first a doubt");
    CPLError(CE_Failure, CPLE_AppDefined, "bad\nblock");
    CPLError(CE_Failure, CPLE_AppDefined, "another");
    CHECK(watch.failures() == 2);
    CHECK(watch.warnings() == 1);
    CHECK(watch.first_message().find('\n') == std::string::npos);
    CHECK(watch.first_message().substr(0, 3) == "bad");
}

TEST_CASE("a report on an address keeps its keys to itself", "[startup]")
{
    start_up();
    const ErrorWatch watch;
    CPLError(CE_Failure, CPLE_AppDefined, "`/vsicurl/https://a.b/c.tif?sig=secret&x=1' and http://d.e/f?key=other failed, why?");
    CHECK(watch.first_message() == "`/vsicurl/https://a.b/c.tif' and http://d.e/f failed, why?");
}

TEST_CASE("an inner watch takes reports for itself, other threads have their own", "[startup]")
{
    start_up();
    const long before = unaccounted_failures();
    const ErrorWatch outer;
    {
        const ErrorWatch inner;
        CPLError(CE_Failure, CPLE_AppDefined, "inner");
        CHECK(inner.failures() == 1);
    }
    CHECK(outer.failures() == 0);
    std::thread([] { CPLError(CE_Failure, CPLE_AppDefined, "nobody watches"); }).join();
    CHECK(outer.failures() == 0);
    CHECK(unaccounted_failures() == before + 1);
}

TEST_CASE("starting up sets what must not come from outside", "[startup]")
{
    start_up();
    CHECK(std::string(CPLGetConfigOption("GDAL_PAM_ENABLED", "")) == "NO");
    CHECK(std::string(CPLGetConfigOption("OGR_CURRENT_DATE", "")).size() == 24);
    CHECK(std::getenv("GDAL_DATA") == nullptr);
    const auto versions = library_versions();
    CHECK(versions.size() >= 10);
}

TEST_CASE("want of memory is told apart from a broken file", "[startup]")
{
    start_up();
    const ErrorWatch watch;
    CPLError(CE_Failure, CPLE_AppDefined, "broken");
    CHECK_FALSE(watch.out_of_memory());
    CPLError(CE_Failure, CPLE_OutOfMemory, "no room");
    CHECK(watch.out_of_memory());
}

TEST_CASE("when GDAL cannot go on the process ends with exit code 7", "[startup]")
{
    start_up();
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        set_fatal_handler(nullptr);
        CPLError(CE_Fatal, CPLE_OutOfMemory, "no memory at all");
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 7);
}
