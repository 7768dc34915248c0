package io.kdiag.cli.evidence.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A volume of a pod: one of the sources is not null, or it is one that no rule asks about. */
public record Volume(
    String name,
    @Nullable ConfigMapSource configMap,
    @Nullable SecretSource secret,
    @Nullable Claim persistentVolumeClaim,
    @Nullable HostPath hostPath,
    @Nullable EmptyDir emptyDir,
    @Nullable Projected projected,
    @Nullable Csi csi,
    @Nullable Nfs nfs,
    @Nullable Ephemeral ephemeral) {
  public Volume {
    name = Given.text(name);
  }

  public record ConfigMapSource(String name, boolean optional, List<Item> items) {
    public ConfigMapSource {
      name = Given.text(name);
      items = Given.list(items);
    }
  }

  public record SecretSource(String secretName, boolean optional, List<Item> items) {
    public SecretSource {
      secretName = Given.text(secretName);
      items = Given.list(items);
    }
  }

  public record Item(String key, String path) {
    public Item {
      key = Given.text(key);
      path = Given.text(path);
    }
  }

  public record Claim(String claimName, boolean readOnly) {
    public Claim {
      claimName = Given.text(claimName);
    }
  }

  public record HostPath(String path, String type) {
    public HostPath {
      path = Given.text(path);
      type = Given.text(type);
    }
  }

  public record EmptyDir(String medium, @Nullable String sizeLimit) {
    public EmptyDir {
      medium = Given.text(medium);
    }
  }

  public record Projected(List<Source> sources) {
    public Projected {
      sources = Given.list(sources);
    }
  }

  public record Source(@Nullable ConfigMapSource configMap, @Nullable ProjectedSecret secret) {}

  public record ProjectedSecret(String name, boolean optional, List<Item> items) {
    public ProjectedSecret {
      name = Given.text(name);
      items = Given.list(items);
    }
  }

  public record Csi(String driver) {
    public Csi {
      driver = Given.text(driver);
    }
  }

  public record Nfs(String server, String path) {
    public Nfs {
      server = Given.text(server);
      path = Given.text(path);
    }
  }

  /** Its claim is called like the pod and the volume: {@code cart-0-data}. */
  public record Ephemeral() {}
}
