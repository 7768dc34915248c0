package io.kdiag.deploy;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1ClusterRole;
import io.kubernetes.client.openapi.models.V1ClusterRoleBinding;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolume;
import io.kubernetes.client.openapi.models.V1PriorityClass;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manifests against a current Kubernetes' schema, as the models of its client library hold it:
 * they refuse a field that does not exist and miss one that must. The cluster of the end-to-end
 * test does the same for 1.20.
 */
class SchemaTest {
  /** The Prometheus Operator's, of which no schema is at hand. */
  private static final Set<String> CUSTOM = Set.of("PodMonitor", "PrometheusRule");

  @FunctionalInterface
  private interface Schema {
    void check(JsonElement json) throws IOException;
  }

  private static final Map<String, Schema> SCHEMAS =
      Map.ofEntries(
          Map.entry("v1 ConfigMap", V1ConfigMap::validateJsonElement),
          Map.entry("v1 Namespace", V1Namespace::validateJsonElement),
          Map.entry("v1 PersistentVolume", V1PersistentVolume::validateJsonElement),
          Map.entry("v1 Service", V1Service::validateJsonElement),
          Map.entry("v1 ServiceAccount", V1ServiceAccount::validateJsonElement),
          Map.entry("apps/v1 DaemonSet", V1DaemonSet::validateJsonElement),
          Map.entry("apps/v1 Deployment", V1Deployment::validateJsonElement),
          Map.entry("apps/v1 StatefulSet", V1StatefulSet::validateJsonElement),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement),
          Map.entry("rbac.authorization.k8s.io/v1 ClusterRole", V1ClusterRole::validateJsonElement),
          Map.entry(
              "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
              V1ClusterRoleBinding::validateJsonElement),
          Map.entry("rbac.authorization.k8s.io/v1 Role", V1Role::validateJsonElement),
          Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", V1RoleBinding::validateJsonElement),
          Map.entry("scheduling.k8s.io/v1 PriorityClass", V1PriorityClass::validateJsonElement));

  private static void check(Manifest manifest) throws IOException {
    Schema schema = SCHEMAS.get(manifest.at("apiVersion") + " " + manifest.kind());
    if (schema == null) {
      throw new IOException("no schema is listed here for " + manifest);
    }
    schema.check(new Gson().toJsonTree(manifest.yaml()));
  }

  @ParameterizedTest
  @MethodSource("io.kdiag.deploy.Kustomized#all")
  void eachManifestIsOfTheSchema(Kustomized kustomized) {
    kustomized.manifests().stream()
        .filter(manifest -> !CUSTOM.contains(manifest.kind()))
        .forEach(
            manifest ->
                assertThatCode(() -> check(manifest))
                    .as(manifest.toString())
                    .doesNotThrowAnyException());
  }

  @Test
  void theSchemaRefusesAFieldThatDoesNotExistDeepInside() {
    Manifest wrong =
        new Manifest(
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", "x"),
                "spec",
                Map.of("ports", java.util.List.of(Map.of("prot", 1)))));

    assertThatCode(() -> check(wrong)).hasMessageContaining("prot");
  }
}
