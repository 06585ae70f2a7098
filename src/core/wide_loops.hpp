#pragma once

/// Before a plain loop over many numbers: compiled once more for processors with wider registers (AVX2), chosen when the program starts.
/// The digits are the same: the same operations, and -ffp-contract=off keeps products and sums apart.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__linux__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
#define TASI_WIDE_LOOPS __attribute__((target_clones("avx2", "default")))
#else
#define TASI_WIDE_LOOPS
#endif
