package io.kdiag.cli;

import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.host.HostSample;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.ClockSync;
import io.kdiag.host.proc.Conntrack;
import io.kdiag.host.proc.CpuTimes;
import io.kdiag.host.proc.FileHandles;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.InotifyUse;
import io.kdiag.host.proc.KernelTaint;
import io.kdiag.host.proc.LoadAverage;
import io.kdiag.host.proc.Meminfo;
import io.kdiag.host.proc.Mount;
import io.kdiag.host.proc.PidLimits;
import io.kdiag.host.proc.PressureStall;
import io.kdiag.host.proc.ProtocolCounters;
import io.kdiag.host.proc.Route;
import io.kdiag.host.proc.SocketStat;
import io.kdiag.host.proc.Vmstat;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Evidence of a healthy, idle node with two processors and 8 GiB, watched for ten seconds, and
 * copies of it with one thing changed: {@code TestEvidence.healthy().last("memory", new
 * Meminfo(...)).host("probes", List.of(...)).build()}. The names are those of the record
 * components; a plain value becomes a {@link Reading.Present} where a reading is wanted.
 */
public final class TestEvidence {
  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  public static final Instant BOOTED = NOW.minus(Duration.ofDays(3));
  public static final Duration WINDOW = Duration.ofSeconds(10);
  public static final long GIB = 1L << 30;

  private Evidence evidence;

  private TestEvidence(Evidence evidence) {
    this.evidence = evidence;
  }

  public static TestEvidence healthy() {
    HostSample last = sample(NOW, Duration.ofDays(3), 1000);
    HostSample first = sample(NOW.minus(WINDOW), Duration.ofDays(3).minus(WINDOW), 981);
    KubernetesSetup none =
        new KubernetesSetup(
            List.of(),
            new KubernetesSetup.Kubelet(
                null,
                "/var/lib/kubelet",
                null,
                null,
                null,
                null,
                Map.of(),
                "/etc/cni/net.d",
                null,
                "/opt/cni/bin",
                List.of()),
            List.of(),
            List.of(),
            List.of());
    HostEvidence host =
        new HostEvidence(
            "k8s-node-1",
            "Debian GNU/Linux 12 (bookworm)",
            "6.1.0",
            BOOTED,
            first,
            last,
            "/dev/kmsg",
            Reading.present(List.of()),
            Reading.present(List.of()),
            none,
            List.of(),
            List.of());
    return new TestEvidence(new Evidence("test", NOW, host, null, List.of(), List.of()));
  }

  private static HostSample sample(Instant time, Duration uptime, double idle) {
    PressureStall.Stall calm = new PressureStall.Stall(0, 0, 0, 1);
    PressureStall pressure = new PressureStall(calm, calm);
    return new HostSample(
        time,
        uptime,
        Reading.present(new CpuTimes(2, 100, 0, 50, idle, 1, 0, 1, 0, 1, 0, 1, 1, 0)),
        Reading.present(new LoadAverage(0.1, 0.1, 0.1, 1, 200)),
        Reading.present(new Meminfo(8 * GIB, 4 * GIB, 6 * GIB, 0, 0, Map.of())),
        Reading.present(new Vmstat(Map.of("oom_kill", 0L, "pswpin", 0L, "pswpout", 0L))),
        Reading.present(List.of()),
        Reading.present(List.of()),
        Reading.present(List.of()),
        Reading.present(new ProtocolCounters(Map.of())),
        Reading.present(new SocketStat(Map.of())),
        Reading.present(new Conntrack(100, 65536, 0, 0, 0)),
        Reading.present(List.of()),
        Reading.present(List.of(new Route("eth0", "0.0.0.0", 0, "10.0.0.1", 0, false))),
        Reading.present(new FileHandles(1000, 1_000_000)),
        Reading.present(new PidLimits(200, 4_194_304, 60_000)),
        Reading.present(new InotifyUse(128, 65536, 3, 100, 0, 0)),
        Reading.present(List.of()),
        Reading.present(pressure),
        Reading.present(pressure),
        Reading.present(pressure),
        Reading.present(new ClockSync(true, 0.01, 0)),
        Reading.present(List.of()),
        Reading.present(new KernelTaint(0, List.of())),
        Reading.present("BOOT_IMAGE=/vmlinuz root=/dev/sda1"),
        Reading.present(Map.of("net.ipv4.ip_forward", "1")));
  }

  /** A component of the sample at the window's start. */
  public TestEvidence first(String component, Object value) {
    return host("first", with(evidence.host().first(), component, value));
  }

  /** A component of the sample at the window's end. */
  public TestEvidence last(String component, Object value) {
    return host("last", with(evidence.host().last(), component, value));
  }

  /** A component of both samples. */
  public TestEvidence both(String component, Object value) {
    return first(component, value).last(component, value);
  }

  /** A component of {@link HostEvidence}. */
  public TestEvidence host(String component, Object value) {
    evidence = with(evidence, "host", with(evidence.host(), component, value));
    return this;
  }

  /** A component of {@link KubernetesSetup}. */
  public TestEvidence kubernetes(String component, Object value) {
    return host("kubernetes", with(evidence.host().kubernetes(), component, value));
  }

  /** Makes it a node of Kubernetes with one sign; its parts are added by {@link #part}. */
  public TestEvidence node() {
    return kubernetes("signs", List.of("/var/lib/kubelet holds pods"));
  }

  /** Adds a part of Kubernetes; a pid of 0: it does not run. */
  public TestEvidence part(String name, String how, int pid, String... lastWords) {
    return kubernetes(
        "components",
        plus(
            evidence.host().kubernetes().components(),
            new KubernetesSetup.Component(name, how, pid == 0 ? null : pid, List.of(lastWords))));
  }

  /** A setting of kubelet: a component of {@link KubernetesSetup.Kubelet}. */
  public TestEvidence kubelet(String component, Object value) {
    return kubernetes("kubelet", with(evidence.host().kubernetes().kubelet(), component, value));
  }

  /** Adds the answer to a probe that took so many milliseconds. */
  public TestEvidence probe(
      ProbeResult.Kind kind, String target, ProbeResult.Outcome outcome, String answer, long took) {
    Duration duration = Duration.ofMillis(took);
    return host(
        "probes",
        plus(evidence.host().probes(), new ProbeResult(kind, target, outcome, answer, duration)));
  }

  /** Adds a certificate valid from some days ago (negative: ahead) until some days from now. */
  public TestEvidence certificate(
      String role, double fromDaysAgo, double daysLeft, String... names) {
    HostEvidence.CertificateFact fact =
        new HostEvidence.CertificateFact(
            role,
            "/pki/" + role.replace(' ', '-') + ".crt",
            "CN=" + role,
            List.of(names),
            NOW.minusSeconds((long) (fromDaysAgo * 86_400)),
            NOW.plusSeconds((long) (daysLeft * 86_400)));
    return host("certificates", plus(evidence.host().certificates(), fact));
  }

  /** Adds a mounted file system to the sample at the window's end. */
  public TestEvidence filesystem(
      String mountPoint, long size, long available, long inodes, long inodesFree) {
    Mount mount = new Mount("/dev/sda1", mountPoint, "ext4", List.of("rw"), List.of("rw"), "8:1");
    List<FilesystemSpace> before = evidence.host().last().filesystems().optional().orElseThrow();
    return last(
        "filesystems",
        plus(before, new FilesystemSpace(mount, size, available, available, inodes, inodesFree)));
  }

  private static <T> List<T> plus(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return List.copyOf(longer);
  }

  public Evidence build() {
    return evidence;
  }

  /** A copy of a record with one component changed. */
  @SuppressWarnings("unchecked")
  public static <R extends Record> R with(R record, String component, Object value) {
    try {
      RecordComponent[] components = record.getClass().getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      boolean found = false;
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = components[i].getAccessor().invoke(record);
        if (components[i].getName().equals(component)) {
          values[i] =
              types[i] == Reading.class && !(value instanceof Reading)
                  ? Reading.present(value)
                  : value;
          found = true;
        }
      }
      if (!found) {
        throw new IllegalArgumentException(record.getClass() + " has no " + component);
      }
      return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
