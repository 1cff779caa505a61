#pragma once

/* The kernel's hardware counters. Swift can neither call a variadic function such as syscall nor set the bit fields of the request. */

#include <linux/perf_event.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const uint64_t ivce_count_instructions = PERF_COUNT_HW_INSTRUCTIONS;
static const uint64_t ivce_count_cycles = PERF_COUNT_HW_CPU_CYCLES;
static const uint64_t ivce_count_cache_misses = PERF_COUNT_HW_CACHE_MISSES;
static const uint64_t ivce_count_branch_misses = PERF_COUNT_HW_BRANCH_MISSES;

/* Counts an event in this process and in all threads that it starts from now on, outside the kernel; a descriptor, or -1. */
static inline int ivce_count(uint64_t event) {
  struct perf_event_attr request;
  memset(&request, 0, sizeof request);
  request.type = PERF_TYPE_HARDWARE;
  request.size = sizeof request;
  request.config = event;
  request.inherit = 1;
  request.exclude_kernel = 1;
  request.exclude_hv = 1;
  request.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
  return (int)syscall(SYS_perf_event_open, &request, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}
