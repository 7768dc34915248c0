package io.kdiag.cli.gather;

import io.kdiag.cli.evidence.HostEvidence.CertificateFact;
import io.kdiag.cli.evidence.KubernetesSetup;
import io.kdiag.cli.evidence.KubernetesSetup.CertificateFile;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and names of the certificates that Kubernetes uses on this machine, from PEM files
 * and from the {@code client-certificate-data} of kubeconfigs. What lies beside them in the same
 * files, keys above all, is passed over and not kept.
 */
public final class Certificates {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final int MOST_LINKS = 8;
  private static final int MOST_OF_A_FILE = 8;
  private static final int MOST_NAMES = 50;

  private final HostRoot root;
  private final List<CertificateFact> facts = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private Certificates(HostRoot root) {
    this.root = root;
  }

  public static List<CertificateFact> read(HostRoot root, KubernetesSetup setup) {
    Certificates certificates = new Certificates(root);
    for (CertificateFile file : setup.certificateFiles()) {
      certificates.file(file.role(), file.path());
    }
    return List.copyOf(certificates.facts);
  }

  private void file(String role, String path) {
    String text = root.read(followed(path), HostText::string).optional().orElse("");
    if (text.contains(BEGIN)) {
      pem(role, path, text);
    } else if (text.contains("client-certificate")) {
      kubeconfig(role, path);
    }
  }

  /** The file that a link leads to, as the host sees it: an absolute one starts at its root. */
  private String followed(String path) {
    String at = path;
    for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(root.resolve(at)); i++) {
      try {
        Path target = Files.readSymbolicLink(root.resolve(at));
        at = Path.of(at).resolveSibling(target).normalize().toString();
      } catch (IOException e) {
        return at;
      }
    }
    return at;
  }

  private void kubeconfig(String role, String path) {
    YamlDocument config = YamlDocument.read(root, path).optional().orElse(YamlDocument.EMPTY);
    for (YamlDocument user : config.maps("users")) {
      String file = user.map("user").string("client-certificate");
      String data = user.map("user").string("client-certificate-data");
      if (data != null) {
        pem(role, path, decoded(data));
      } else if (file != null) {
        file(role, Path.of(path).resolveSibling(file).toString());
      }
    }
  }

  private static String decoded(String data) {
    try {
      return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private void pem(String role, String path, String text) {
    if (!seen.add(path)) {
      return;
    }
    int at = 0;
    for (int i = 0; i < MOST_OF_A_FILE; i++) {
      int start = text.indexOf(BEGIN, at);
      int end = start < 0 ? -1 : text.indexOf(END, start);
      if (end < 0) {
        return;
      }
      at = end + END.length();
      X509Certificate certificate = parse(text.substring(start, at));
      if (certificate != null) {
        facts.add(fact(role, path, certificate));
      }
    }
  }

  /** Null where it is damaged: what uses it will say so, and says it better. */
  private static @Nullable X509Certificate parse(String pem) {
    try {
      byte[] bytes = pem.getBytes(StandardCharsets.ISO_8859_1);
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Certificate certificate = factory.generateCertificate(new ByteArrayInputStream(bytes));
      return certificate instanceof X509Certificate x509 ? x509 : null;
    } catch (CertificateException e) {
      return null;
    }
  }

  private static CertificateFact fact(String role, String path, X509Certificate certificate) {
    return new CertificateFact(
        role,
        path,
        certificate.getSubjectX500Principal().getName(),
        names(certificate),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  /** The names and addresses it holds for; other kinds of names are left out. */
  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> name : alternatives) {
          boolean dnsOrAddress = name.get(0) instanceof Integer type && (type == 2 || type == 7);
          if (dnsOrAddress && names.size() < MOST_NAMES) {
            names.add(String.valueOf(name.get(1)));
          }
        }
      }
    } catch (CertificateParsingException e) {
      return List.of();
    }
    return List.copyOf(names);
  }
}
