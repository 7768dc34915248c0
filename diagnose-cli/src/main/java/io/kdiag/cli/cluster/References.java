package io.kdiag.cli.cluster;

import io.kdiag.cli.evidence.kube.Container;
import io.kdiag.cli.evidence.kube.EnvVar;
import io.kdiag.cli.evidence.kube.Kind;
import io.kdiag.cli.evidence.kube.PodSpec;
import io.kdiag.cli.evidence.kube.Volume;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ConfigMaps and Secrets that a pod takes something from. */
final class References {
  private final Set<Named> named = new LinkedHashSet<>();

  private References() {}

  record Named(Kind kind, String name) {}

  static Set<Named> of(PodSpec pod) {
    References references = new References();
    pod.volumes().forEach(references::volume);
    pod.imagePullSecrets().forEach(secret -> references.add(Kind.SECRET, secret.name()));
    List<Container> containers = new ArrayList<>(pod.initContainers());
    containers.addAll(pod.containers());
    containers.forEach(references::container);
    return references.named;
  }

  private void add(Kind kind, @Nullable String name) {
    if (name != null && !name.isEmpty()) {
      named.add(new Named(kind, name));
    }
  }

  private void volume(Volume volume) {
    add(Kind.CONFIG_MAP, volume.configMap() == null ? null : volume.configMap().name());
    add(Kind.SECRET, volume.secret() == null ? null : volume.secret().secretName());
    if (volume.projected() != null) {
      for (Volume.Source source : volume.projected().sources()) {
        add(Kind.CONFIG_MAP, source.configMap() == null ? null : source.configMap().name());
        add(Kind.SECRET, source.secret() == null ? null : source.secret().name());
      }
    }
  }

  private void container(Container container) {
    for (Container.EnvFrom from : container.envFrom()) {
      add(Kind.CONFIG_MAP, from.configMapRef() == null ? null : from.configMapRef().name());
      add(Kind.SECRET, from.secretRef() == null ? null : from.secretRef().name());
    }
    for (EnvVar variable : container.env()) {
      EnvVar.From from = variable.valueFrom();
      if (from != null) {
        add(Kind.CONFIG_MAP, from.configMapKeyRef() == null ? null : from.configMapKeyRef().name());
        add(Kind.SECRET, from.secretKeyRef() == null ? null : from.secretKeyRef().name());
      }
    }
  }
}
