package io.kdiag.deploy;

import static io.kdiag.deploy.Manifest.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code kubectl apply -k} would send, folder by folder. */
@ParameterizedClass
@MethodSource("io.kdiag.deploy.Kustomized#all")
record ManifestsTest(Kustomized kustomized) {
  /** Those that read the kernel log; deploy/README.md says why nothing less will do. */
  private static final Set<String> PRIVILEGED = Set.of("node-agent", "problem-detector");

  private static final Set<String> ROOT = Set.of("node-agent", "problem-detector", "log-shipper");

  /** The two images that write beside their programs. */
  private static final Set<String> WRITE_THEIR_ROOT = Set.of("elasticsearch", "kibana");

  /** Those that ask the API server. */
  private static final Set<String> WITH_TOKEN =
      Set.of("node-agent", "collector", "problem-detector", "log-shipper", "prometheus");

  @Test
  void eachContainerHasItsMemoryBoundedAndItsUseReserved() {
    kustomized
        .workloads()
        .forEach(
            workload ->
                workload
                    .containers()
                    .forEach(
                        container -> {
                          assertThat(in(container, "resources", "limits", "memory"))
                              .as(workload + ": limit")
                              .isInstanceOf(String.class);
                          assertThat(in(container, "resources", "requests"))
                              .as(workload + ": requests")
                              .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                              .containsKeys("cpu", "memory");
                        }));
  }

  @Test
  void eachContainerIsAskedWhetherItStartedLivesAndIsReady() {
    kustomized
        .workloads()
        .forEach(
            workload ->
                workload
                    .containers()
                    .forEach(
                        container ->
                            assertThat(((Map<?, ?>) container).keySet().toString())
                                .as(workload.toString())
                                .contains("startupProbe", "livenessProbe", "readinessProbe")));
  }

  @Test
  void noContainerIsPrivilegedOrRootButThoseThatMustBe() {
    kustomized
        .workloads()
        .forEach(
            workload -> {
              Object container = workload.containers().getFirst();
              Object security = in(container, "securityContext");
              if (PRIVILEGED.contains(workload.name())) {
                assertThat(in(security, "privileged")).as(workload.toString()).isEqualTo(true);
              } else {
                assertThat(in(security, "allowPrivilegeEscalation"))
                    .as(workload.toString())
                    .isEqualTo(false);
                assertThat(in(security, "capabilities"))
                    .as(workload.toString())
                    .isEqualTo(Map.of("drop", List.of("ALL")));
                assertThat(
                        List.of(
                            in(security, "seccompProfile"),
                            workload.pod("securityContext", "seccompProfile")))
                    .as(workload.toString())
                    .contains(Map.of("type", "RuntimeDefault"));
              }
              Object user = in(security, "runAsUser");
              Object uid =
                  user instanceof Integer ? user : workload.pod("securityContext", "runAsUser");
              assertThat(uid.equals(0))
                  .as(workload + " as root")
                  .isEqualTo(ROOT.contains(workload.name()));
            });
  }

  @Test
  void theRootFileSystemIsReadOnly() {
    kustomized
        .workloads()
        .filter(workload -> !WRITE_THEIR_ROOT.contains(workload.name()))
        .forEach(
            workload ->
                assertThat(
                        in(
                            workload.containers().getFirst(),
                            "securityContext",
                            "readOnlyRootFilesystem"))
                    .as(workload.toString())
                    .isEqualTo(true));
  }

  @Test
  void allOfTheHostIsReadOnlyButTheAgentsOwnDirectory() {
    kustomized
        .workloads()
        .forEach(
            workload -> {
              Map<Object, Object> hostPaths = new HashMap<>();
              if (workload.pod("volumes") instanceof List<?> volumes) {
                volumes.forEach(v -> hostPaths.put(in(v, "name"), in(v, "hostPath", "path")));
              }
              if (in(workload.containers().getFirst(), "volumeMounts") instanceof List<?> mounts) {
                for (Object mount : mounts) {
                  Object path = hostPaths.getOrDefault(in(mount, "name"), Map.of());
                  if (path instanceof String && !path.equals("/var/lib/kdiag")) {
                    assertThat(in(mount, "readOnly")).as(workload + " " + path).isEqualTo(true);
                  }
                }
              }
            });
  }

  @Test
  void nothingRunsAsTheDefaultAccountAndOnlyWhoAsksTheApiServerHasAToken() {
    kustomized
        .workloads()
        .forEach(
            workload -> {
              assertThat(workload.pod("serviceAccountName"))
                  .as(workload.toString())
                  .isInstanceOf(String.class)
                  .isNotEqualTo("default");
              assertThat(workload.pod("automountServiceAccountToken"))
                  .as(workload.toString())
                  .isEqualTo(WITH_TOKEN.contains(workload.name()));
            });
    kustomized
        .ofKind("ServiceAccount")
        .forEach(
            account -> assertThat(account.at("automountServiceAccountToken")).isEqualTo(false));
  }

  @Test
  void noSecretStandsInPlain() {
    assertThat(kustomized.ofKind("Secret")).isEmpty();
    kustomized
        .workloads()
        .forEach(
            workload ->
                assertThat(String.valueOf(in(workload.containers().getFirst(), "env")))
                    .doesNotContainPattern("(?i)name=[A-Z_]*(PASSWORD|TOKEN|API_KEY), value="));
    kustomized
        .ofKind("ConfigMap")
        .filter(map -> map.name().startsWith("kdiag-settings"))
        .forEach(
            map ->
                assertThat(String.valueOf(map.at("data")))
                    .doesNotContainPattern("(PASSWORD|TOKEN|API_KEY)="));
  }

  @Test
  void rolesAllowWhatIsListedHereAndNothingElse() {
    Set<String> allowed = new TreeSet<>();
    kustomized.manifests().stream()
        .filter(manifest -> manifest.kind().endsWith("Role"))
        .forEach(
            role -> {
              for (Object rule : (List<?>) role.at("rules")) {
                allowed.add(role.kind() + " " + in(rule, "resources") + " " + in(rule, "verbs"));
              }
            });
    assertThat(
            Set.of(
                "ClusterRole [nodes] [get]",
                "ClusterRole [nodes/status] [patch]",
                "ClusterRole [events] [create, patch]",
                "ClusterRole [pods] [list, watch]",
                "Role [pods] [get, list, watch]"))
        .containsAll(allowed);
  }

  @Test
  void eachImageHasAVersion() {
    kustomized
        .workloads()
        .forEach(
            workload ->
                assertThat(String.valueOf(in(workload.containers().getFirst(), "image")))
                    .matches("[a-z0-9./-]+:v?[0-9][0-9.]*"));
  }

  @Test
  void agentsRunOnEachNodeWhateverItsTaintsAndRollOutStepByStep() {
    kustomized
        .ofKind("DaemonSet")
        .forEach(
            agent -> {
              assertThat(agent.pod("tolerations")).isEqualTo(List.of(Map.of("operator", "Exists")));
              assertThat(agent.pod("priorityClassName")).isEqualTo("kdiag-agent");
              assertThat(agent.at("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"))
                  .isEqualTo("10%");
            });
  }
}
