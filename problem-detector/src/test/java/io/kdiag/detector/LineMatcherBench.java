package io.kdiag.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a line costs against all rules: {@code ordinary} lines, as a healthy kernel prints them, and
 * {@code telling} ones, each a sample that some rule matches. {@code rules} beyond the catalogue's
 * are copies of its own with other words in them.
 *
 * <p>{@code mvn -q test-compile dependency:build-classpath -pl host,problem-detector
 * -Dmdep.outputFile=cp}, then {@code java -cp
 * problem-detector/target/test-classes:problem-detector/target/classes:$(cat problem-detector/cp)
 * org.openjdk.jmh.Main LineMatcherBench -prof gc}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LineMatcherBench {
  private static final int LINES = 64;

  @Param({"15", "50", "200"})
  int rules = 200;

  @Param({"ordinary", "telling"})
  String lines = "ordinary";

  private final List<Pattern> plain = new ArrayList<>();
  private LineMatcher matcher = new LineMatcher(List.of());
  private final String[] text = new String[LINES];

  @Setup
  public void prepare() {
    List<Problem> own = new ArrayList<>(Catalogue.load().problems());
    own.removeIf(problem -> problem.source() != Problem.Source.KERNEL);
    List<Problem> problems = new ArrayList<>(own.subList(0, Math.min(rules, own.size())));
    for (int i = 0; problems.size() < rules; i++) {
      problems.add(copy(own.get(i % own.size()), i));
    }
    matcher = LineMatcher.of(problems);
    plain.clear();
    for (LineMatcher.Entry entry : LineMatcher.entries(problems)) {
      plain.add(Pattern.compile(entry.expression().replaceAll("\\?P<([a-z_]+)>", "?:")));
    }
    List<String> samples = lines.equals("ordinary") ? ordinary() : telling();
    for (int i = 0; i < LINES; i++) {
      text[i] = samples.get(i % samples.size());
    }
  }

  /** The same rule about another thing: each of its words is a little different. */
  private static Problem copy(Problem one, int number) {
    List<String> patterns = new ArrayList<>();
    List<String> clearedBy = new ArrayList<>();
    one.patterns().forEach(pattern -> patterns.add(pattern + " of unit " + number));
    one.clearedBy().forEach(pattern -> clearedBy.add(pattern + " of unit " + number));
    return new Problem(
        one.code() + number,
        one.severity(),
        one.condition(),
        one.source(),
        patterns,
        clearedBy,
        one.precededBy(),
        one.quiet(),
        one.why(),
        one.atLeast(),
        one.within(),
        one.title(),
        one.meaning(),
        one.remedies(),
        one.matches(),
        one.ignores());
  }

  private static List<String> ordinary() {
    return List.of(
        "IPv6: ADDRCONF(NETDEV_CHANGE): veth1a2b3c4d: link becomes ready",
        "cni0: port 3(veth845915f5) entered disabled state",
        "veth845915f5 (unregistering): left promiscuous mode",
        "audit: type=1400 audit(1763682000.123:45): apparmor=\"STATUS\" operation=\"profile_load\""
            + " profile=\"unconfined\" name=\"cri-containerd.apparmor.d\" pid=1234"
            + " comm=\"apparmor_parser\"",
        "EXT4-fs (sda1): mounted filesystem with ordered data mode. Quota mode: none.",
        "systemd[1]: Started containerd.service - containerd container runtime.",
        "usb 1-1: new high-speed USB device number 2 using xhci_hcd",
        "device veth0a1b2c3d entered promiscuous mode",
        "TCP: request_sock_TCP: Possible connection from 10.0.0.1",
        "nf_conntrack: default automatic helper assignment has been turned off");
  }

  private static List<String> telling() {
    List<String> samples = new ArrayList<>();
    for (Problem problem : Catalogue.load().problems()) {
      if (problem.source() == Problem.Source.KERNEL) {
        samples.addAll(problem.matches());
      }
    }
    return samples;
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public void line(Blackhole out) {
    for (String line : text) {
      out.consume(matcher.match(line));
    }
  }

  /** The obvious way: each expression on each line, each compiled once. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void plainLoop(Blackhole out) {
    for (String line : text) {
      for (Pattern pattern : plain) {
        out.consume(pattern.matcher(line).find());
      }
    }
  }
}
