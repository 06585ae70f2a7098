#include "src/core/parallel.hpp"

namespace tasi {
namespace {
int threads_in_use = 1;
}

void set_thread_count(int threads) { threads_in_use = threads < 1 ? 1 : threads; }

int thread_count() { return threads_in_use; }

}  // namespace tasi
