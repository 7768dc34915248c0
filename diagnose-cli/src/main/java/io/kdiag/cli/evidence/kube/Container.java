package io.kdiag.cli.evidence.kube;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container should be. {@code restartPolicy} is set for a side car among those that prepare
 * a pod. Command and arguments are kept without what looks like a secret.
 */
public record Container(
    String name,
    String image,
    String imagePullPolicy,
    String restartPolicy,
    String workingDir,
    List<String> command,
    List<String> args,
    List<Port> ports,
    List<EnvVar> env,
    List<EnvFrom> envFrom,
    Resources resources,
    List<Mount> volumeMounts,
    @Nullable Probe livenessProbe,
    @Nullable Probe readinessProbe,
    @Nullable Probe startupProbe,
    @Nullable Lifecycle lifecycle,
    @Nullable SecurityContext securityContext) {
  public Container {
    name = Given.text(name);
    image = Given.text(image);
    imagePullPolicy = Given.text(imagePullPolicy);
    restartPolicy = Given.text(restartPolicy);
    workingDir = Given.text(workingDir);
    command = Given.harmless(command);
    args = Given.harmless(args);
    ports = Given.list(ports);
    env = Given.list(env);
    envFrom = Given.list(envFrom);
    resources = resources == null ? Resources.NONE : resources;
    volumeMounts = Given.list(volumeMounts);
  }

  public record Port(String name, int containerPort, int hostPort, String protocol) {
    public Port {
      name = Given.text(name);
      protocol = Given.text(protocol);
    }
  }

  /** As written; units: see {@link Amount}. */
  public record Resources(Map<String, String> requests, Map<String, String> limits) {
    static final Resources NONE = new Resources(Map.of(), Map.of());

    public Resources {
      requests = Given.map(requests);
      limits = Given.map(limits);
    }
  }

  public record Mount(
      String name, String mountPath, String subPath, String subPathExpr, boolean readOnly) {
    public Mount {
      name = Given.text(name);
      mountPath = Given.text(mountPath);
      subPath = Given.text(subPath);
      subPathExpr = Given.text(subPathExpr);
    }
  }

  /** All of a ConfigMap or Secret as environment; the other is null. */
  public record EnvFrom(
      String prefix, @Nullable NameRef configMapRef, @Nullable NameRef secretRef) {
    public EnvFrom {
      prefix = Given.text(prefix);
    }
  }

  /** {@code optional}: it may be missing. */
  public record NameRef(String name, boolean optional) {
    public NameRef {
      name = Given.text(name);
    }
  }

  /** Periods in seconds, each 0 where the default holds. */
  public record Probe(
      @Nullable HttpGet httpGet,
      @Nullable PortRef tcpSocket,
      @Nullable Exec exec,
      @Nullable PortRef grpc,
      int initialDelaySeconds,
      int periodSeconds,
      int timeoutSeconds,
      int failureThreshold,
      int successThreshold) {}

  /** {@code port} is a number or a port's name. */
  public record HttpGet(String host, String path, String port, String scheme) {
    public HttpGet {
      host = Given.text(host);
      path = Given.text(path);
      port = Given.text(port);
      scheme = Given.text(scheme);
    }
  }

  public record PortRef(String host, String port) {
    public PortRef {
      host = Given.text(host);
      port = Given.text(port);
    }
  }

  public record Exec(List<String> command) {
    public Exec {
      command = Given.harmless(command);
    }
  }

  public record Lifecycle(@Nullable Hook postStart, @Nullable Hook preStop) {}

  public record Hook(@Nullable Exec exec, @Nullable HttpGet httpGet) {}

  /** What is not set is null. */
  public record SecurityContext(
      @Nullable Long runAsUser,
      @Nullable Long runAsGroup,
      @Nullable Boolean runAsNonRoot,
      @Nullable Long fsGroup,
      @Nullable Boolean privileged,
      @Nullable Boolean readOnlyRootFilesystem,
      @Nullable Boolean allowPrivilegeEscalation,
      @Nullable Capabilities capabilities) {}

  public record Capabilities(List<String> add, List<String> drop) {
    public Capabilities {
      add = Given.list(add);
      drop = Given.list(drop);
    }
  }

  /** Units: see {@link Amount}; a limit without a request is the request. */
  public long requests(String resource) {
    String request = resources.requests().get(resource);
    Long amount = Amount.of(resource, request == null ? resources.limits().get(resource) : request);
    return amount == null ? 0 : amount;
  }

  /** Null: none. */
  public @Nullable Long limit(String resource) {
    return Amount.of(resource, resources.limits().get(resource));
  }
}
