package io.kdiag.detector.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A client's certificate and private key as kubeconfigs hold them, for TLS. The JDK reads PKCS #8
 * keys only; those of PKCS #1 (RSA) and SEC 1 (elliptic curves), which openssl and kubeadm write,
 * are put into that form. A library that reads them too costs 18 MiB and a third of a second.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5208">RFC 5208: PKCS #8</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5915">RFC 5915: EC private keys</a>
 */
final class ClientKey {
  private static final String[] ALGORITHMS = {"RSA", "EC", "Ed25519"};

  /** The algorithm rsaEncryption with no parameters, as DER. */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** The object identifier ecPublicKey, as DER. */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 4;
  private static final int PARAMETERS = 0xa0;

  private ClientKey() {}

  static KeyManager[] managers(byte[] certificates, byte[] key)
      throws GeneralSecurityException, IOException {
    Certificate[] chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(certificates))
            .toArray(Certificate[]::new);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("client", privateKey(key), new char[0], chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  static PrivateKey privateKey(byte[] pem) throws GeneralSecurityException {
    String text = new String(pem, StandardCharsets.US_ASCII);
    byte[] pkcs8 = block(text, "PRIVATE KEY");
    byte[] pkcs1 = block(text, "RSA PRIVATE KEY");
    byte[] sec1 = block(text, "EC PRIVATE KEY");
    if (pkcs8.length > 0) {
      return anyOf(pkcs8);
    }
    if (pkcs1.length > 0) {
      return anyOf(der(SEQUENCE, VERSION_0, RSA, der(OCTET_STRING, pkcs1)));
    }
    if (sec1.length > 0) {
      byte[] curve = der(SEQUENCE, EC, curveOf(sec1));
      return anyOf(der(SEQUENCE, VERSION_0, curve, der(OCTET_STRING, sec1)));
    }
    throw new InvalidKeyException(
        text.contains("ENCRYPTED")
            ? "the private key is encrypted"
            : "no PEM block PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY");
  }

  private static PrivateKey anyOf(byte[] pkcs8) throws GeneralSecurityException {
    InvalidKeyException none =
        new InvalidKeyException("a private key that is not RSA, EC, Ed25519");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        none.addSuppressed(e);
      }
    }
    throw none;
  }

  /** The bytes of a PEM block; empty where there is none, or it is encrypted. */
  private static byte[] block(String text, String name) throws InvalidKeyException {
    String begin = "-----BEGIN " + name + "-----";
    int start = text.indexOf(begin);
    int end = text.indexOf("-----END " + name + "-----");
    if (start < 0 || end < start) {
      return new byte[0];
    }
    String body = text.substring(start + begin.length(), end);
    if (body.contains("ENCRYPTED")) {
      return new byte[0];
    }
    try {
      return Base64.getMimeDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("the private key is not base64", e);
    }
  }

  /**
   * The curve that an ECPrivateKey names in its field [0]: {@code SEQUENCE {1, key, [0] curve, [1]
   * public}}.
   */
  private static byte[] curveOf(byte[] sec1) throws InvalidKeyException {
    int at = content(sec1, 0);
    while (at < sec1.length) {
      int start = content(sec1, at);
      int end = start + length(sec1, at);
      if ((sec1[at] & 0xff) == PARAMETERS && end <= sec1.length) {
        return Arrays.copyOfRange(sec1, start, end);
      }
      at = end;
    }
    throw new InvalidKeyException("an EC private key that names no curve");
  }

  /** Where the value of the DER element at {@code at} begins. */
  private static int content(byte[] der, int at) throws InvalidKeyException {
    if (at + 2 > der.length) {
      throw new InvalidKeyException("a private key that is cut short");
    }
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first - 0x80);
  }

  /** How long that value is; more than two bytes of length no key needs. */
  private static int length(byte[] der, int at) throws InvalidKeyException {
    int more = content(der, at) - at - 2;
    if (more > 2 || at + 2 + more > der.length) {
      throw new InvalidKeyException("a private key that is cut short");
    }
    int length = more == 0 ? der[at + 1] : 0;
    for (int i = 0; i < more; i++) {
      length = (length << 8) | (der[at + 2 + i] & 0xff);
    }
    return length;
  }

  private static byte[] der(int tag, byte[]... values) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] value : values) {
      body.writeBytes(value);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = body.size();
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }
}
