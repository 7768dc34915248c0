package io.kdiag.host.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CgroupIdTest {
  private static final String UID = "0c1f7a3e-1111-2222-3333-444455556666";
  private static final String SLICE_UID = UID.replace('-', '_');
  private static final String ID = "0123456789abcdef".repeat(4);

  @Test
  void findsPodAndContainerOfTheCgroupfsDriver() {
    assertThat(CgroupId.parse("/kubepods/burstable/pod" + UID + "/" + ID))
        .isEqualTo(new CgroupId("/kubepods/burstable/pod" + UID + "/" + ID, UID, ID, null));
    assertThat(CgroupId.parse("/kubepods/pod" + UID).isPod()).isTrue();
  }

  @Test
  void findsPodAndContainerOfTheSystemdDriver() {
    String pod = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + SLICE_UID;
    assertContainer(pod + ".slice/cri-containerd-" + ID + ".scope", UID, "containerd");
    assertContainer(pod + ".slice/crio-" + ID + ".scope", UID, "cri-o");
    assertContainer(pod + ".slice/docker-" + ID + ".scope", UID, "docker");
    assertThat(CgroupId.parse(pod + ".slice").podUid()).isEqualTo(UID);
    assertThat(CgroupId.parse(pod + ".slice").isPod()).isTrue();
  }

  @Test
  void findsAContainerWhoseRuntimeAndKubeletDisagreeOnTheDriver() {
    assertContainer(
        "/system.slice/containerd.service/kubepods-burstable-pod"
            + SLICE_UID
            + ".slice:cri-containerd:"
            + ID,
        UID,
        "containerd");
  }

  @Test
  void findsTheInnerPodOfAClusterInAContainer() {
    String outer = "f".repeat(64);
    assertContainer(
        "/docker/" + outer + "/kubelet/kubepods/besteffort/pod" + UID + "/" + ID, UID, null);
    assertContainer(
        "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod"
            + SLICE_UID
            + ".slice/cri-containerd-"
            + ID
            + ".scope",
        UID,
        "containerd");
  }

  @Test
  void findsAContainerWithoutAPod() {
    assertContainer("/docker/" + ID, null, "docker");
    assertContainer("/system.slice/docker-" + ID + ".scope", null, "docker");
    assertContainer("/k8s.io/" + ID, null, "containerd");
    assertContainer("/machine.slice/libpod-" + ID + ".scope", null, "podman");
  }

  @Test
  void takesTheHashOfAStaticPod() {
    String hash = "0123456789abcdef".repeat(2);
    assertThat(CgroupId.parse("/kubepods/burstable/pod" + hash).podUid()).isEqualTo(hash);
  }

  @Test
  void countsWhatIsInsideAContainerToIt() {
    assertContainer("/kubepods/pod" + UID + "/" + ID + "/init.scope", UID, null);
  }

  @Test
  void takesConmonForNoContainer() {
    CgroupId id =
        CgroupId.parse(
            "/kubepods.slice/kubepods-pod" + SLICE_UID + ".slice/crio-conmon-" + ID + ".scope");
    assertThat(id.containerId()).isNull();
    assertThat(id.podUid()).isEqualTo(UID);
  }

  @Test
  void takesNamesThatOnlyLookAlikeForTheSystems() {
    for (String path :
        new String[] {
          "/",
          "",
          "/system.slice/kubelet.service",
          "/podman.slice",
          "/kubepods/podnotauid",
          "/kubepods/pod" + UID.replace('0', 'G'),
          "/system.slice/podinfo.service",
          "/user.slice/x-pod.slice",
          "/docker/" + ID.substring(1),
          "/docker/" + ID.toUpperCase(Locale.ROOT),
          "/system.slice/unknown-" + ID + ".scope"
        }) {
      CgroupId id = CgroupId.parse(path);
      assertThat(id).isEqualTo(new CgroupId(path, null, null, null));
      assertThat(id.isPod() || id.isContainer()).isFalse();
    }
  }

  @Test
  void neverFailsOnAnyPath() {
    Random random = new Random(7);
    String[] pieces = {"/", "pod", UID, SLICE_UID, ".slice", ID, ":", "-", ".scope", "crio-", "é"};
    for (int i = 0; i < 20_000; i++) {
      StringBuilder path = new StringBuilder();
      for (int j = random.nextInt(8); j >= 0; j--) {
        path.append(pieces[random.nextInt(pieces.length)]);
      }
      String container = CgroupId.parse(path.toString()).containerId();
      assertThat(container == null || container.equals(ID)).isTrue();
    }
  }

  private static void assertContainer(String path, @Nullable String uid, @Nullable String runtime) {
    assertThat(CgroupId.parse(path)).isEqualTo(new CgroupId(path, uid, ID, runtime));
  }
}
