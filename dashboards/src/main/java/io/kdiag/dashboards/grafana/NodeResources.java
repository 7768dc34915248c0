package io.kdiag.dashboards.grafana;

/** A node's processors and memory: utilisation, saturation, errors. */
final class NodeResources {
  private static final Link PROBLEMS = Link.to("Problems", "kdiag-problems");
  private static final Link CAPACITY = Link.to("Capacity", "kdiag-capacity");

  private NodeResources() {}

  static Row processors() {
    return Row.of(
        "Processors",
        Panel.time("Processor time", "percentunit")
            .says(
                "Utilisation: what processors did, without idling. steal is what the hypervisor"
                    + " took away, iowait idle time with a disk request open.")
            .query(
                "avg by (mode) (rate(node_cpu_seconds_total{@,mode!=\"idle\"}[$__rate_interval]))",
                "{{mode}}")
            .stacked()
            .max(1)
            .link(CAPACITY),
        Panel.time("Load on each processor", "short")
            .says(
                "Saturation: tasks that run, want to run or wait for a disk, for each processor."
                    + " Above 1 something waits.")
            .query(
                "max by (node) (node_load1{@}) / count by (node)"
                    + " (node_cpu_seconds_total{@,mode=\"idle\"})",
                "1 minute")
            .query(
                "max by (node) (node_load15{@}) / count by (node)"
                    + " (node_cpu_seconds_total{@,mode=\"idle\"})",
                "15 minutes")
            .limits(1.5, 4)
            .link(CAPACITY),
        Panel.time("Tasks that run, tasks that are blocked", "none")
            .says(
                "Saturation: tasks on or waiting for a processor, and tasks stuck in the kernel"
                    + " (state D), nearly always on a disk.")
            .query("node_procs_running{@}", "run")
            .query("node_procs_blocked{@}", "blocked")
            .link(PROBLEMS),
        Panel.time("Waiting for processors", "percentunit")
            .says(
                "Saturation: share of the time in which some task was ready to run without a"
                    + " processor (pressure; absent where the kernel does not measure it).")
            .query(
                "rate(node_pressure_cpu_waiting_seconds_total{@}[$__rate_interval])",
                "some task waits")
            .limits(0.5, Double.NaN)
            .wide(12)
            .link(CAPACITY),
        Panel.time("Processor faults", "none")
            .says("Errors: lockups, stalls and machine checks that the kernel reported.")
            .query(
                "sum by (reason)"
                    + " (increase(problem_counter{@,reason=~\"SoftLockup|HardLockup|RcuStall|MachineCheck|ThermalThrottling\"}[$__rate_interval]))",
                "{{reason}}")
            .wide(12)
            .link(PROBLEMS));
  }

  static Row memory() {
    return Row.of(
        "Memory",
        Panel.time("Memory", "bytes")
            .says(
                "Utilisation: available memory could be given to programs without swapping; used"
                    + " cannot; the two are all there is.")
            .query("node_memory_MemTotal_bytes{@} - node_memory_MemAvailable_bytes{@}", "used")
            .query("node_memory_MemAvailable_bytes{@}", "available")
            .stacked()
            .link(CAPACITY),
        Panel.time("Waiting for memory", "percentunit")
            .says(
                "Saturation: share of the time in which some task, or all of them, waited for"
                    + " memory. It comes minutes before evictions and kills (pressure).")
            .query(
                "rate(node_pressure_memory_waiting_seconds_total{@}[$__rate_interval])",
                "some task waits")
            .query(
                "rate(node_pressure_memory_stalled_seconds_total{@}[$__rate_interval])",
                "all tasks wait")
            .limits(0.1, 0.3)
            .link(CAPACITY),
        Panel.time("Pages read back", "ops")
            .says(
                "Saturation: major faults are programs' pages thrown out and read back from disk;"
                    + " pages swapped in and out.")
            .query("rate(node_vmstat_pgmajfault{@}[$__rate_interval])", "major faults")
            .query("rate(node_vmstat_pswpin{@}[$__rate_interval])", "swapped in")
            .query("rate(node_vmstat_pswpout{@}[$__rate_interval])", "swapped out")
            .limits(500, Double.NaN)
            .link(CAPACITY),
        Panel.time("Cache and swap", "bytes")
            .says("What the kernel uses memory for that programs do not, and swap in use.")
            .query("node_memory_Cached_bytes{@}", "cache")
            .query("node_memory_Buffers_bytes{@}", "buffers")
            .query("node_memory_SwapTotal_bytes{@} - node_memory_SwapFree_bytes{@}", "swap used")
            .wide(12)
            .link(CAPACITY),
        Panel.time("Out-of-memory kills", "none")
            .says(
                "Errors: processes killed for want of memory, of the node or of a container's"
                    + " limit.")
            .query("increase(node_vmstat_oom_kill{@}[$__rate_interval])", "kills")
            .limits(1, Double.NaN)
            .wide(12)
            .link(PROBLEMS));
  }
}
