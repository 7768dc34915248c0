package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.MachineIdentity;
import io.kdiag.host.proc.Meminfo;
import java.io.IOException;

/**
 * The machine as kubelet's endpoint describes it.
 *
 * <pre>{@code
 * machine_cpu_cores{boot_id="2a3b...",machine_id="3d12...",system_uuid="3d12..."} 2
 * machine_cpu_physical_cores{boot_id="2a3b...",machine_id="3d12...",system_uuid="3d12..."} 2
 * machine_cpu_sockets{boot_id="2a3b...",machine_id="3d12...",system_uuid="3d12..."} 1
 * machine_memory_bytes{boot_id="2a3b...",machine_id="3d12...",system_uuid="3d12..."} 25276510208
 * machine_swap_bytes{boot_id="2a3b...",machine_id="3d12...",system_uuid="3d12..."} 0
 * }</pre>
 */
final class MachineMetrics implements SubjectMetrics {
  private static final Family CORES =
      Family.gauge("machine_cpu_cores", "Number of logical CPU cores.");
  private static final Family PHYSICAL =
      Family.gauge("machine_cpu_physical_cores", "Number of physical CPU cores.");
  private static final Family SOCKETS =
      Family.gauge("machine_cpu_sockets", "Number of CPU sockets.");
  private static final Family MEMORY =
      Family.gauge("machine_memory_bytes", "Amount of memory installed on the machine.");
  private static final Family SWAP =
      Family.gauge("machine_swap_bytes", "Amount of swap memory available on the machine.");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    MachineIdentity machine = sample.node().identity();
    String uuid = machine.systemUuid().isEmpty() ? machine.machineId() : machine.systemUuid();
    Labels labels =
        Labels.of(
            "boot_id", machine.bootId(), "machine_id", machine.machineId(), "system_uuid", uuid);
    if (sample.node().cpu() instanceof Reading.Present<CpuTimes>(CpuTimes cpu)) {
      out.begin(CORES).sample(labels, cpu.processors());
    }
    if (machine.sockets() > 0) {
      out.begin(PHYSICAL).sample(labels, machine.cores());
      out.begin(SOCKETS).sample(labels, machine.sockets());
    }
    if (sample.node().memory() instanceof Reading.Present<Meminfo>(Meminfo memory)) {
      out.begin(MEMORY).sample(labels, memory.totalBytes());
      out.begin(SWAP).sample(labels, memory.swapTotalBytes());
    }
  }
}
