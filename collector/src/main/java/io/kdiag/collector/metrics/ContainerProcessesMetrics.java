package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.exposition.Labels;
import io.kdiag.collector.sample.OwnedCgroup;
import io.kdiag.collector.sample.ProcessUse;
import io.kdiag.collector.sample.Sample;
import java.io.IOException;

/**
 * Processes in a cgroup itself, not below it, and what they have open, as it was when it was last
 * the cgroup's turn to be looked at (each sixth tick); the limit is that of the first process, the
 * start that of the first process, and of a pod that of its first container.
 *
 * <pre>{@code
 * container_file_descriptors{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 17
 * container_processes{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 2
 * container_sockets{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 3
 * container_start_time_seconds{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 1795218944.27
 * container_ulimits_soft{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0",ulimit="max_open_files"} 1048576
 * }</pre>
 */
final class ContainerProcessesMetrics implements SubjectMetrics {
  private static final Labels OPEN_FILES = Labels.of("ulimit", "max_open_files");
  private static final Family DESCRIPTORS =
      Family.gauge(
          "container_file_descriptors", "Number of open file descriptors for the container.");
  private static final Family PROCESSES =
      Family.gauge("container_processes", "Number of processes running inside the container.");
  private static final Family SOCKETS =
      Family.gauge("container_sockets", "Number of open sockets for the container.");
  private static final Family START =
      Family.gauge(
          "container_start_time_seconds",
          "Start time of the container since unix epoch in seconds.");
  private static final Family ULIMITS =
      Family.gauge(
          "container_ulimits_soft",
          "Soft ulimit values for the container root process. Unlimited if -1, except priority and"
              + " nice");

  /** Writes a cgroup's sample of the family that has begun, or none. */
  @FunctionalInterface
  private interface Writer {
    void write(ProcessUse use, Labels labels) throws IOException;
  }

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample, out, DESCRIPTORS, (use, labels) -> out.sample(labels, use.descriptors()));
    each(sample, out, PROCESSES, (use, labels) -> out.sample(labels, use.processes()));
    each(sample, out, SOCKETS, (use, labels) -> out.sample(labels, use.sockets()));
    each(sample, out, START, (use, labels) -> out.sampleIfKnown(labels, use.startSeconds()));
    each(
        sample,
        out,
        ULIMITS,
        (use, labels) -> {
          Long limit = use.openFilesLimit();
          if (limit != null) {
            out.sample(labels, OPEN_FILES, limit.longValue());
          }
        });
  }

  private static void each(Sample sample, Exposition out, Family family, Writer writer)
      throws IOException {
    out.begin(family);
    for (OwnedCgroup cgroup : sample.containers()) {
      ProcessUse use = cgroup.processes();
      if (use != null) {
        writer.write(use, cgroup.labels());
      }
    }
  }
}
