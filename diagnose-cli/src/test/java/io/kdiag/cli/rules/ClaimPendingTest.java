package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.cli.TestCluster;
import io.kdiag.cli.engine.Engine;
import io.kdiag.cli.engine.Finding;
import io.kdiag.cli.evidence.kube.Kind;
import org.junit.jupiter.api.Test;

class ClaimPendingTest {

  private final ClaimPending rule = new ClaimPending();

  private static TestCluster claim(String spec) {
    return TestCluster.healthy()
        .pod("shop/web", "spec.volumes", "[{name: v, persistentVolumeClaim: {claimName: data}}]")
        .unschedulable("shop/web", "pod has unbound immediate PersistentVolumeClaims.")
        .yaml(
            """
            kind: PersistentVolumeClaim
            metadata: {namespace: shop, name: data}
            spec:
              accessModes: [ReadWriteOnce]
              resources: {requests: {storage: 2Gi}}
              SPEC
            status: {phase: Pending}
            """
                .replace("SPEC", spec));
  }

  private static TestCluster volume(TestCluster cluster, String path, Object value) {
    return cluster
        .yaml(
            """
            kind: PersistentVolume
            metadata: {name: pv-1}
            spec: {accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, storageClassName: manual}
            """)
        .change("PersistentVolume pv-1", path, value);
  }

  private String cause(TestCluster cluster) {
    return Found.only(rule, cluster).cause();
  }

  @Test
  void knowsClassesThatAreNotThere() {
    assertThat(cause(claim("storageClassName: fast")))
        .isEqualTo(
            "it gets no volume, and pod web waits for it: its class fast does not exist; there is no"
                + " class at all");
    assertThat(cause(claim(""))).contains("it names no class, and the cluster has no default one");
  }

  @Test
  void saysWhyAVolumeDoesNotFit() {
    assertThat(
            cause(volume(claim("storageClassName: manual"), "spec.accessModes", "[ReadOnlyMany]")))
        .contains("which has access mode ReadOnlyMany, not ReadWriteOnce");
    assertThat(cause(volume(claim("storageClassName: manual"), "spec.capacity.storage", "1Gi")))
        .contains("which has 1.0 GiB where 2.0 GiB are wanted");
    assertThat(
            cause(
                volume(
                    claim("storageClassName: manual"),
                    "spec.claimRef",
                    "{kind: PersistentVolumeClaim, namespace: data, name: old}")))
        .contains("which is bound to claim data/old");
  }

  @Test
  void saysThatNobodyProvisions() {
    TestCluster cluster =
        claim("storageClassName: fast")
            .yaml(
                """
                kind: StorageClass
                metadata: {name: fast}
                provisioner: example.com/disk
                """)
            .event(
                "PersistentVolumeClaim shop/data",
                "Normal",
                "ExternalProvisioning",
                "waiting for a volume to be created",
                5);
    assertThat(cause(cluster)).contains("provisioner example.com/disk of class fast makes none");
  }

  @Test
  void explainsThePodsThatWait() {
    assertThat(Engine.diagnose(claim("storageClassName: fast").build(), Rules.ALL).findings())
        .extracting(Finding::code)
        .containsExactly("ClaimPending");
  }

  @Test
  void isSilentOfOneThatWaitsForItsFirstPod() {
    TestCluster cluster =
        claim("storageClassName: local")
            .yaml(
                """
                kind: StorageClass
                metadata: {name: local}
                provisioner: kubernetes.io/no-provisioner
                volumeBindingMode: WaitForFirstConsumer
                """)
            .remove("Pod shop/web");
    Found.silent(rule, cluster);
  }

  @Test
  void isSilentOfBoundOnesAndOfTheUnread() {
    Found.silent(rule, TestCluster.healthy());
    Found.silent(rule, claim("storageClassName: fast").unread(Kind.STORAGE_CLASS));
    Found.silent(
        rule,
        claim("storageClassName: fast")
            .change("PersistentVolumeClaim shop/data", "status.phase", "Bound"));
  }
}
