package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestEvidence;
import io.kdiag.cli.evidence.HostEvidence;
import io.kdiag.host.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnerTest {
  private final HostEvidence host =
      TestEvidence.healthy().host("containers", List.of(Machines.cart())).build().host();

  @Test
  void namesTheContainerByItsId() {
    Owner owner = Owner.of(host, Machines.CONTAINER_CGROUP);
    assertThat(owner.object()).isEqualTo("container/shop/cart-0/app");
    assertThat(owner.name()).isEqualTo("container app of pod shop/cart-0");
    assertThat(owner.pod()).isEqualTo("cart-0 -n shop");
  }

  @Test
  void namesThePodInTheFormOfEitherDriver() {
    assertThat(Owner.of(host, Machines.POD_CGROUP).object()).isEqualTo("pod/shop/cart-0");
    String slice = "/kubepods.slice/kubepods-pod" + Machines.POD_UID.replace('-', '_') + ".slice";
    assertThat(Owner.of(host, slice).name()).isEqualTo("pod shop/cart-0");
  }

  @Test
  void namesThePodOfAContainerThatHasNoLog() {
    Owner owner = Owner.of(host, Machines.POD_CGROUP + "/0123456789abcdef0123456789abcdef");
    assertThat(owner.object()).isEqualTo("pod/shop/cart-0");
    assertThat(owner.name())
        .isEqualTo("container 0123456789abcdef0123456789ab... of pod shop/cart-0");
  }

  @Test
  void leavesThePathOfWhatIsNobodysPod() {
    assertThat(Owner.of(host, "/system.slice/ssh.service"))
        .isEqualTo(
            new Owner(
                "cgroup//system.slice/ssh.service",
                "cgroup /system.slice/ssh.service",
                "/system.slice/ssh.service",
                ""));
  }

  @Test
  void leavesThePathWhereContainersCouldNotBeRead() {
    HostEvidence blind =
        TestEvidence.healthy()
            .host("containers", Reading.unreadable("/var/log/pods", "permission denied"))
            .build()
            .host();
    assertThat(Owner.of(blind, Machines.POD_CGROUP).object())
        .isEqualTo("cgroup/" + Machines.POD_CGROUP);
  }
}
