package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class PodImageUnavailableTest {
  private final PodImageUnavailable rule = new PodImageUnavailable();

  @Test
  void saysThatTheNodePullsTooMuch() {
    assertThat(
            cause(
                "429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit"))
        .endsWith("the registry r.test says that the node pulls too much");
  }

  @Test
  void saysNoMoreThanItKnows() {
    assertThat(cause("500 Internal Server Error")).endsWith("it cannot be pulled");
    assertThat(Found.only(rule, ImageNotFoundTest.waiting("ImageInspectError", "")).evidence())
        .isNotEmpty();
  }

  private String cause(String said) {
    return Found.only(rule, ImageNotFoundTest.waiting("ErrImagePull", said)).cause();
  }

  @Test
  void leavesToOthersWhatHasACodeOfItsOwn() {
    Found.silent(rule, ImageNotFoundTest.waiting("ErrImagePull", "manifest unknown"));
    Found.silent(rule, ImageNotFoundTest.waiting("ErrImagePull", "403 Forbidden"));
  }

  @Test
  void isSilentOfTheHealthyAndTheUnread() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, ImageNotFoundTest.waiting("ErrImagePull", "").unread(Kind.POD));
  }
}
