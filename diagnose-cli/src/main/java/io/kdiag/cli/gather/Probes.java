package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.cli.evidence.KubernetesSetup.ProbeTarget;
import io.kdiag.detector.probe.ClientIdentity;
import io.kdiag.detector.probe.CriProbe;
import io.kdiag.detector.probe.DnsProbe;
import io.kdiag.detector.probe.HttpProbe;
import io.kdiag.detector.probe.KubeProxyProbe;
import io.kdiag.detector.probe.ProbeResult;
import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import io.kdiag.detector.probe.ResolvConf;
import io.kdiag.host.HostRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks the parts of Kubernetes on this machine, and its name servers, how they are: all at once,
 * each within its deadline. Those behind TLS come after the others, since loading it takes a third
 * of a second that would be taken for theirs. A machine that was only recorded is not asked.
 */
public final class Probes {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Duration SLOW = Duration.ofMillis(500);
  private static final String RESOLV_CONF = "/etc/resolv.conf";

  private Probes() {}

  public static List<ProbeResult> run(KubernetesSetup setup, HostRoot root) {
    if (!isThisMachine(root)) {
      return List.of();
    }
    List<Callable<List<ProbeResult>>> questions = new ArrayList<>();
    List<Callable<List<ProbeResult>>> overTls = new ArrayList<>();
    for (ProbeTarget target : setup.targets()) {
      boolean tls = target.url().startsWith("https:");
      (tls ? overTls : questions).add(() -> ask(target, root));
    }
    addNameServers(questions, root);
    List<ProbeResult> results = new ArrayList<>(answers(questions));
    results.addAll(answers(overTls));
    return List.copyOf(results);
  }

  /** Its /proc is the one that this process is in. */
  private static boolean isThisMachine(HostRoot root) {
    return root.isLocal()
        || root.read("/proc/sys/kernel/random/boot_id", text -> text.trimmed())
            .equals(
                HostRoot.local().read("/proc/sys/kernel/random/boot_id", text -> text.trimmed()));
  }

  /** What a probe did not think of is an answer too: it must not take the others with it. */
  private static List<ProbeResult> ask(ProbeTarget target, HostRoot root) {
    try {
      return asked(target, root);
    } catch (RuntimeException e) {
      String answer = "kdiag's probe failed: " + e;
      return List.of(
          new ProbeResult(target.kind(), target.url(), Outcome.UNKNOWN, answer, Duration.ZERO));
    }
  }

  private static List<ProbeResult> asked(ProbeTarget target, HostRoot root) {
    String url = target.url();
    return switch (target.kind()) {
      case RUNTIME, RUNTIME_NETWORK ->
          runtime(url, root.resolve(url.substring("unix://".length())));
      case KUBE_PROXY -> List.of(KubeProxyProbe.ask(url, DEADLINE));
      case DNS -> {
        int slash = url.indexOf('/', "dns://".length());
        String server = url.substring("dns://".length(), slash);
        yield List.of(DnsProbe.ask(server, url.substring(slash + 1), DEADLINE));
      }
      case KUBELET, ETCD, API_SERVER, CONTROLLER_MANAGER, SCHEDULER -> {
        String certificate = target.clientCertificate();
        String key = target.clientKey();
        ClientIdentity identity =
            certificate == null || key == null
                ? null
                : new ClientIdentity(root.resolve(certificate), root.resolve(key));
        yield List.of(HttpProbe.ask(target.kind(), url, identity, DEADLINE));
      }
    };
  }

  /** A slow answer is checked: the first question also pays for what it loads. */
  private static List<ProbeResult> runtime(String url, Path socket) {
    List<ProbeResult> first = CriProbe.ask(url, socket, DEADLINE);
    boolean slow = first.getFirst().took().compareTo(SLOW) > 0;
    return slow && first.getFirst().outcome() == Outcome.OK
        ? CriProbe.ask(url, socket, DEADLINE)
        : first;
  }

  /** Each is asked for the machine's own domain, or where it has none for {@code localhost}. */
  private static void addNameServers(List<Callable<List<ProbeResult>>> questions, HostRoot root) {
    ResolvConf conf =
        root.read(RESOLV_CONF, ResolvConf::parse)
            .optional()
            .orElse(new ResolvConf(List.of(), List.of()));
    String name = conf.search().isEmpty() ? "localhost" : conf.search().getFirst();
    for (String server : conf.nameservers()) {
      questions.add(
          () -> ask(new ProbeTarget(Kind.DNS, "dns://" + server + "/" + name, null, null), root));
    }
    if (conf.nameservers().isEmpty()) {
      String answer = RESOLV_CONF + " names no name server";
      ProbeResult none =
          new ProbeResult(Kind.DNS, "dns:///" + name, Outcome.UNKNOWN, answer, Duration.ZERO);
      questions.add(() -> List.of(none));
    }
  }

  private static List<ProbeResult> answers(List<Callable<List<ProbeResult>>> questions) {
    List<ProbeResult> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<ProbeResult>> answer : threads.invokeAll(questions)) {
        results.addAll(answer.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a probe failed in itself", e.getCause());
    }
    return List.copyOf(results);
  }
}
