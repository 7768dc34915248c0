package io.kdiag.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ClusterNamesTest {
  private final AtomicLong now = new AtomicLong(1_770_000_000);
  private final InstantSource clock = () -> Instant.ofEpochSecond(now.get());

  @Test
  void asksOnceAMinute() {
    AtomicInteger asked = new AtomicInteger();
    ClusterNames names = new ClusterNames(() -> List.of("n" + asked.incrementAndGet()), clock);
    assertThat(names.get()).containsExactly("n1");
    assertThat(names.get()).containsExactly("n1");
    now.addAndGet(61);
    assertThat(names.get()).containsExactly("n2");
  }

  @Test
  void hasNoneWhereTheClusterFails() {
    ClusterNames names =
        new ClusterNames(
            () -> {
              throw new IllegalStateException("no cluster");
            },
            clock);
    assertThat(names.get()).isEmpty();
  }

  @Test
  void waitsOnlyAMomentAndHasThemLater() throws InterruptedException {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch given = new CountDownLatch(1);
    ClusterNames names =
        new ClusterNames(
            () -> {
              answer.await();
              given.countDown();
              return List.of("late");
            },
            clock);
    assertThat(names.get()).isEmpty();
    answer.countDown();
    given.await();
    assertThat(names.get()).containsExactly("late");
  }
}
