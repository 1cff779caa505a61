#pragma once

/* The two hints to a processor that Swift has no names for. */

/* Begin to load a cache line, and go on. */
static inline void ivce_prefetch(const void *address) { __builtin_prefetch(address); }

/* This thread looks out for what another will write. */
static inline void ivce_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("isb");
#endif
}
