package io.kdiag.cli.engine;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.CaptureFile;
import io.kdiag.cli.evidence.Evidence;
import io.kdiag.cli.rules.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The engine on captured cases, of real faults: {@code SingleShotTime} in a JVM that has just
 * started is what a person waits for, {@code AverageTime} what it costs once warm. After {@code mvn
 * test-compile}, in this module:
 *
 * <pre>{@code
 * java -cp "target/test-classes:target/classes:target/lib/*:$HOME/.m2/repository/org/openjdk/jmh/jmh-core/1.37/jmh-core-1.37.jar:..." \
 *   org.openjdk.jmh.Main EngineBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@BenchmarkMode({Mode.SingleShotTime, Mode.AverageTime})
@Fork(
    value = 5,
    jvmArgs = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
@Warmup(iterations = 0)
@Measurement(iterations = 1, time = 2)
public class EngineBenchmark {
  @Param({"secret-volume-missing", "node-unreachable", "oom-limit"})
  private String capture = "";

  private Evidence evidence = TestCluster.empty().build();

  @Setup
  public void read() throws IOException {
    evidence = CaptureFile.read(Path.of("src/test/resources/scenarios", capture + ".tar.gz"));
  }

  @Benchmark
  public Diagnosis diagnose() {
    return Engine.diagnose(evidence, Rules.ALL);
  }
}
