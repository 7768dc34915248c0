package io.kdiag.cli.evidence.kube;

import io.kdiag.cli.evidence.kube.ContainerStatus.Terminated;
import org.jspecify.annotations.Nullable;

/**
 * A container of a pod: what it should be and what became of it.
 *
 * @param init it prepares the pod and runs before the others
 */
public record ContainerRun(Pod pod, Container spec, ContainerStatus status, boolean init) {

  public String name() {
    return spec.name();
  }

  /** {@code container/shop/cart-0/app} */
  public String object() {
    return "container/" + pod.namespace() + "/" + pod.name() + "/" + name();
  }

  public boolean ready() {
    return status.ready();
  }

  public int restarts() {
    return status.restartCount();
  }

  /** The reason it waits for ({@code CrashLoopBackOff}); empty where it does not wait. */
  public String waiting() {
    ContainerStatus.Waiting waiting = status.state().waiting();
    return waiting == null ? "" : waiting.reason();
  }

  public String waitingMessage() {
    ContainerStatus.Waiting waiting = status.state().waiting();
    return waiting == null ? "" : waiting.message();
  }

  public boolean running() {
    return status.state().running() != null;
  }

  /** How it ended, where it does not run again. */
  public @Nullable Terminated ended() {
    return status.state().terminated();
  }

  /** How the run before this one ended. */
  public @Nullable Terminated before() {
    return status.lastState().terminated();
  }

  /** How it ended last: the present end, or the one before the present run. */
  public @Nullable Terminated lastEnd() {
    Terminated ended = ended();
    return ended == null ? before() : ended;
  }

  /** As written ({@code 24Mi}); null: none. */
  public @Nullable String memoryLimit() {
    return spec.resources().limits().get("memory");
  }
}
