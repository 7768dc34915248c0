package io.kdiag.detector.probe;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads an unencrypted private key: {@code PRIVATE KEY} (PKCS#8), {@code RSA PRIVATE KEY} (PKCS#1)
 * or {@code EC PRIVATE KEY} (SEC 1), the three that openssl, cfssl and kubeadm write. The JDK knows
 * only the first, so the others are put into its envelope: SEQUENCE { 0, algorithm, OCTET STRING }
 * (<a href="https://www.rfc-editor.org/rfc/rfc5208">RFC 5208</a>). Errors never quote the text.
 */
final class PemKey {
  /** SEQUENCE { OID 1.2.840.113549.1.1.1, NULL }. */
  private static final byte[] RSA = {
    0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };

  /** OID 1.2.840.10045.2.1; the curve's follows it. */
  private static final byte[] EC = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
  };

  private static final byte[] VERSION = {0x02, 0x01, 0x00};

  private PemKey() {}

  static PrivateKey parse(String pem) throws GeneralSecurityException {
    byte[] der = block(pem, "PRIVATE KEY");
    if (der.length > 0) {
      return key(der);
    }
    der = block(pem, "RSA PRIVATE KEY");
    if (der.length > 0) {
      return key(tagged(0x30, VERSION, RSA, tagged(0x04, der)));
    }
    der = block(pem, "EC PRIVATE KEY");
    if (der.length > 0) {
      byte[] algorithm = tagged(0x30, EC, curve(der));
      return key(tagged(0x30, VERSION, algorithm, tagged(0x04, der)));
    }
    throw new InvalidKeySpecException("no unencrypted private key in the file");
  }

  private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (InvalidKeySpecException notRsa) {
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    }
  }

  /** The bytes between the lines BEGIN and END of that kind; empty where there are none. */
  private static byte[] block(String pem, String kind) throws InvalidKeySpecException {
    String begin = "-----BEGIN " + kind + "-----";
    int start = pem.indexOf(begin);
    int end = pem.indexOf("-----END " + kind + "-----", Math.max(start, 0));
    if (start < 0 || end < 0) {
      return new byte[0];
    }
    try {
      return Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("the private key is not Base64");
    }
  }

  /** The curve's OID, inside the tag [0] of ECPrivateKey. */
  private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
    for (int i = 0; i + 4 < sec1.length; i++) {
      int length = sec1[i + 1];
      boolean parameters =
          (sec1[i] & 0xff) == 0xa0 && sec1[i + 2] == 0x06 && sec1[i + 3] == length - 2;
      if (parameters && i + 2 + length <= sec1.length) {
        return Arrays.copyOfRange(sec1, i + 2, i + 2 + length);
      }
    }
    throw new InvalidKeySpecException("the private key names no curve");
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length >= 0x80) {
      out.write(length > 0xff ? 0x82 : 0x81);
    }
    if (length > 0xff) {
      out.write(length >> 8);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
