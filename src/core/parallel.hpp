#pragma once

#include <exception>
#include <mutex>
#include <optional>

#include <omp.h>

namespace tasi {

/// Sets how many threads `parallel_for` uses (>= 1).
void set_thread_count(int threads);
int thread_count();

/// Calls `task(state, i)` for i = 0..count-1 on several threads. Every thread makes its own `state` once by
/// `make_state()`; a task writes only its own slot. The exception of the smallest failing i is rethrown at the end.
template <class MakeState, class Task>
void parallel_for_with(int count, MakeState&& make_state, Task&& task)
{
    std::exception_ptr first;
    int first_index = count;
    std::mutex mutex;
    const auto remember = [&](int i) {
        const std::lock_guard lock(mutex);
        if (!first || i < first_index) {
            first = std::current_exception();
            first_index = i;
        }
    };
    const int threads = count < thread_count() ? (count < 1 ? 1 : count) : thread_count();
#pragma omp parallel num_threads(threads) if (threads > 1)
    {
        std::optional<decltype(make_state())> state;
        try {
            state.emplace(make_state());
        } catch (...) {
            remember(-1);
        }
        // Every thread enters the loop, also one without a state: else the others would wait for it for ever.
#pragma omp for schedule(dynamic, 1)
        for (int i = 0; i < count; ++i) {
            try {
                if (state) task(*state, i);
            } catch (...) {
                remember(i);
            }
        }
    }
    if (first) std::rethrow_exception(first);
}

/// Calls `task(i)` for i = 0..count-1 on several threads; the exception of the smallest failing i is rethrown.
template <class Task>
void parallel_for(int count, Task&& task)
{
    parallel_for_with(
        count, [] { return 0; }, [&](int, int i) { task(i); });
}

}  // namespace tasi
