#pragma once

/* The one instruction that Swift has no name for: begin to load a cache line, and go on. */
static inline void ivce_prefetch(const void *address) { __builtin_prefetch(address); }
