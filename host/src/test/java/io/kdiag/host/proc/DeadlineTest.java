package io.kdiag.host.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
  @Test
  void saysThatWorkEndedInTime() {
    AtomicInteger done = new AtomicInteger();
    assertThat(new Deadline("test", Duration.ofMinutes(1)).run(done::incrementAndGet)).isTrue();
    assertThat(done).hasValue(1);
  }

  @Test
  void leavesOneStuckThreadAndStartsNoOther() {
    CountDownLatch release = new CountDownLatch(1);
    Deadline deadline = new Deadline("test", Duration.ofMillis(1));
    AtomicInteger started = new AtomicInteger();
    assertThat(deadline.run(() -> await(release))).isFalse();
    assertThat(deadline.run(started::incrementAndGet)).isFalse();
    assertThat(started).hasValue(0);
    release.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
