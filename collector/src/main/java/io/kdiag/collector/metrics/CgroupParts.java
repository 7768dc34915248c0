package io.kdiag.collector.metrics;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Family;
import io.kdiag.collector.sample.OwnedCgroup;
import io.kdiag.collector.sample.Sample;
import io.kdiag.host.Reading;
import io.kdiag.host.cgroup.CgroupUsage;
import java.io.IOException;

/** Walks the cgroups of a sample for those that have a part. */
final class CgroupParts {
  private CgroupParts() {}

  /** Takes the part out of a cgroup. */
  @FunctionalInterface
  interface Part<T> {
    Reading<T> of(CgroupUsage usage);
  }

  /** Writes a cgroup's sample of the family that has begun, or none. */
  @FunctionalInterface
  interface Writer<T> {
    void write(T part, OwnedCgroup cgroup, Exposition out) throws IOException;
  }

  static <T> void each(Sample sample, Exposition out, Family family, Part<T> part, Writer<T> writer)
      throws IOException {
    out.begin(family);
    for (OwnedCgroup cgroup : sample.containers()) {
      if (part.of(cgroup.usage()) instanceof Reading.Present<T>(T present)) {
        writer.write(present, cgroup, out);
      }
    }
  }
}
