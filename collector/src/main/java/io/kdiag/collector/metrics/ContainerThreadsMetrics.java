package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.cgroup.CgroupUsage;
import java.io.IOException;

/**
 * Threads of cgroups and how many they may have; 0 is unlimited.
 *
 * <pre>{@code
 * container_threads{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 12
 * container_threads_max{container="web",id="/kubepods/pod1/4a5b",image="",name="4a5b",namespace="shop",pod="web-0"} 4096
 * }</pre>
 */
final class ContainerThreadsMetrics implements SubjectMetrics {
  private static final Family THREADS =
      Family.gauge("container_threads", "Number of threads running inside the container");
  private static final Family MOST =
      Family.gauge(
          "container_threads_max",
          "Maximum number of threads allowed inside the container, infinity if value is zero");

  @Override
  public void write(Sample sample, Exposition out) throws IOException {
    each(sample, out, THREADS, (c, g, to) -> to.sample(g.labels(), c.current()));
    each(sample, out, MOST, (c, g, to) -> to.sample(g.labels(), c.limit() == null ? 0 : c.limit()));
  }

  private static void each(
      Sample sample, Exposition out, Family family, CgroupParts.Writer<CgroupUsage.Tasks> writer)
      throws IOException {
    CgroupParts.each(sample, out, family, CgroupUsage::tasks, writer);
  }
}
