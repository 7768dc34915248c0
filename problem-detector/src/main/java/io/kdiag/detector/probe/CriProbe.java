package io.kdiag.detector.probe;

import io.kdiag.detector.probe.ProbeResult.Kind;
import io.kdiag.detector.probe.ProbeResult.Outcome;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a container runtime over its socket how it is: {@code RuntimeService/Status}, in version v1
 * or, where the runtime is older, v1alpha2. The answer holds two things: whether the runtime works,
 * and whether pods can get a network ("cni plugin not initialized").
 */
public final class CriProbe {

  private CriProbe() {}

  /**
   * One result of kind RUNTIME and, where the runtime answered, one of kind RUNTIME_NETWORK. {@code
   * target} is shown in them, {@code socket} is where this process finds it.
   */
  public static List<ProbeResult> ask(String target, Path socket, Duration timeout) {
    Deadline deadline = new Deadline(timeout);
    try (GrpcConnection connection = new GrpcConnection(socket, deadline)) {
      GrpcAnswer answer = connection.call("/runtime.v1.RuntimeService/Status");
      if (answer.status() == GrpcAnswer.UNIMPLEMENTED) {
        answer = connection.call("/runtime.v1alpha2.RuntimeService/Status");
      }
      if (answer.status() != 0) {
        return List.of(result(target, refused(answer), refusal(answer), deadline));
      }
      return results(target, CriStatus.parse(answer.data()), deadline);
    } catch (SocketTimeoutException e) {
      return List.of(result(target, Outcome.TIMEOUT, AnswerText.of(e), deadline));
    } catch (SocketException e) {
      return List.of(result(target, connection(e), AnswerText.of(e), deadline));
    } catch (IOException e) {
      return List.of(result(target, Outcome.UNHEALTHY, AnswerText.of(e), deadline));
    }
  }

  private static List<ProbeResult> results(String target, CriStatus status, Deadline deadline) {
    List<ProbeResult> results = new ArrayList<>(2);
    for (CriStatus.Condition condition : status.conditions()) {
      Kind kind =
          switch (condition.type()) {
            case "RuntimeReady" -> Kind.RUNTIME;
            case "NetworkReady" -> Kind.RUNTIME_NETWORK;
            default -> null;
          };
      if (kind != null) {
        Outcome outcome = condition.status() ? Outcome.OK : Outcome.UNHEALTHY;
        results.add(new ProbeResult(kind, target, outcome, words(condition), deadline.took()));
      }
    }
    if (results.isEmpty() || results.get(0).kind() != Kind.RUNTIME) {
      String answer = "answered without the condition RuntimeReady";
      results.add(0, result(target, Outcome.UNHEALTHY, answer, deadline));
    }
    return List.copyOf(results);
  }

  private static String words(CriStatus.Condition condition) {
    String said = condition.reason() + " " + condition.message();
    return AnswerText.of(condition.type() + " is " + condition.status() + " " + said);
  }

  private static ProbeResult result(
      String target, Outcome outcome, String answer, Deadline deadline) {
    return new ProbeResult(Kind.RUNTIME, target, outcome, answer, deadline.took());
  }

  private static Outcome refused(GrpcAnswer answer) {
    return answer.status() == GrpcAnswer.PERMISSION_DENIED ? Outcome.UNKNOWN : Outcome.UNHEALTHY;
  }

  private static String refusal(GrpcAnswer answer) {
    String text =
        answer.status() == GrpcAnswer.UNIMPLEMENTED
            ? "does not serve the container runtime interface: "
            : "gRPC status " + answer.status() + ": ";
    return AnswerText.of(text + answer.message());
  }

  /** The system's words for a connection that was not made: nobody there, or no right to ask. */
  private static Outcome connection(SocketException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Permission denied") || message.contains("not permitted")) {
      return Outcome.UNKNOWN;
    }
    boolean nobody = message.contains("No such file") || message.contains("refused");
    return nobody ? Outcome.REFUSED : Outcome.UNHEALTHY;
  }
}
