package io.kdiag.cli.evidence.kube;

import io.kdiag.host.Redaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What kubelet says of a container. {@code started}: its startup probe has passed. */
public record ContainerStatus(
    String name,
    boolean ready,
    @Nullable Boolean started,
    int restartCount,
    String image,
    String imageID,
    State state,
    State lastState) {
  public ContainerStatus {
    name = Given.text(name);
    image = Given.text(image);
    imageID = Given.text(imageID);
    state = state == null ? State.NONE : state;
    lastState = lastState == null ? State.NONE : lastState;
  }

  static ContainerStatus none(String name) {
    return new ContainerStatus(name, false, null, 0, "", "", State.NONE, State.NONE);
  }

  /** One of the three, or none where kubelet has not said yet. */
  public record State(
      @Nullable Waiting waiting, @Nullable Running running, @Nullable Terminated terminated) {
    static final State NONE = new State(null, null, null);
  }

  public record Waiting(String reason, String message) {
    public Waiting {
      reason = Given.text(reason);
      message = Given.text(message);
    }
  }

  public record Running(@Nullable Instant startedAt) {}

  /** A run's end: {@code OOMKilled} and 137. */
  public record Terminated(
      String reason,
      String message,
      int exitCode,
      int signal,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {
    public Terminated {
      reason = Given.text(reason);
      message = Redaction.redact(Given.text(message));
      startedAt = known(startedAt);
      finishedAt = known(finishedAt);
    }

    /** 1970 is what kubelet writes for a run that never began. */
    private static @Nullable Instant known(@Nullable Instant time) {
      return Instant.EPOCH.equals(time) ? null : time;
    }

    public @Nullable Instant started() {
      return startedAt;
    }

    public @Nullable Instant finished() {
      return finishedAt;
    }
  }
}
