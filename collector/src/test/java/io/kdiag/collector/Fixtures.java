package io.kdiag.collector;

import io.kdiag.collector.sample.Sample;
import io.kdiag.collector.sample.SampleReader;
import io.kdiag.host.HostRoot;
import java.nio.file.Path;
import java.time.Instant;

/** The recorded machines that tests read. */
public final class Fixtures {
  /** A real node: kernel 6.18 with cgroup v1, one pod of two containers, one of them throttled. */
  public static final HostRoot V1 = root("collector", "debian12-6.18-v1");

  /** A real kernel 6.1 with cgroup v2 and pressure; of the machine itself it has little. */
  public static final HostRoot V2 = root("host", "debian12-6.1-v2");

  public static final Instant TIME = Instant.parse("2026-11-20T23:56:00Z");

  private Fixtures() {}

  public static Sample v1() {
    return new SampleReader(V1, () -> TIME).read();
  }

  public static Sample v2() {
    return new SampleReader(V2, () -> TIME).read();
  }

  /** Where the golden files are. */
  public static Path golden(String name) {
    return repository().resolve("collector/src/test/resources/golden/" + name);
  }

  private static HostRoot root(String module, String name) {
    return new HostRoot(repository().resolve(module + "/src/test/resources/fixtures/" + name));
  }

  private static Path repository() {
    return Path.of(System.getProperty("kdiag.repository", ".."));
  }
}
