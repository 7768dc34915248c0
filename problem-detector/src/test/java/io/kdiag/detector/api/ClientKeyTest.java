package io.kdiag.detector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Keys made by the JDK, taken out of PKCS #8 into the forms that openssl writes. */
final class ClientKeyTest {

  private static byte[] pem(String name, byte[] der) {
    return ("# a comment\n-----BEGIN "
            + name
            + "-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END "
            + name
            + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static KeyPair rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static KeyPair ec(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static void assertSigns(String algorithm, PrivateKey key, KeyPair pair)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update((byte) 7);
    byte[] signed = signature.sign();
    signature.initVerify(pair.getPublic());
    signature.update((byte) 7);
    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void readsPkcs8OfEachKind() throws GeneralSecurityException {
    KeyPair rsa = rsa();
    assertSigns(
        "SHA256withRSA",
        ClientKey.privateKey(pem("PRIVATE KEY", rsa.getPrivate().getEncoded())),
        rsa);
    KeyPair ec = ec("secp256r1");
    assertSigns(
        "SHA256withECDSA",
        ClientKey.privateKey(pem("PRIVATE KEY", ec.getPrivate().getEncoded())),
        ec);
    KeyPair edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    assertSigns(
        "Ed25519",
        ClientKey.privateKey(pem("PRIVATE KEY", edwards.getPrivate().getEncoded())),
        edwards);
  }

  @Test
  void readsPkcs1() throws GeneralSecurityException {
    KeyPair pair = rsa();
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    // SEQUENCE (4 bytes), version (3), algorithm (15), OCTET STRING (4)
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    assertSigns("SHA256withRSA", ClientKey.privateKey(pem("RSA PRIVATE KEY", pkcs1)), pair);
  }

  /** As {@code openssl ecparam -genkey -name prime256v1} writes it: RFC 5915, with its curve. */
  @Test
  void readsSec1() throws GeneralSecurityException {
    KeyPair pair = ec("secp256r1");
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    byte[] scalar = Arrays.copyOfRange(pkcs8, pkcs8.length - 32, pkcs8.length);
    byte[] sec1 = new byte[2 + 3 + 2 + 32 + 2 + 10];
    byte[] curve = {6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};
    byte[] head = {0x30, (byte) (sec1.length - 2), 2, 1, 1, 4, 32};
    System.arraycopy(head, 0, sec1, 0, head.length);
    System.arraycopy(scalar, 0, sec1, 7, 32);
    sec1[39] = (byte) 0xa0;
    sec1[40] = 10;
    System.arraycopy(curve, 0, sec1, 41, 10);
    assertSigns("SHA256withECDSA", ClientKey.privateKey(pem("EC PRIVATE KEY", sec1)), pair);
  }

  @Test
  void saysWhatIsWrongWithAKey() throws GeneralSecurityException {
    byte[] encrypted = pem("ENCRYPTED PRIVATE KEY", new byte[] {1});
    assertThatThrownBy(() -> ClientKey.privateKey(encrypted)).hasMessageContaining("encrypted");
    assertThatThrownBy(() -> ClientKey.privateKey("nothing".getBytes(StandardCharsets.US_ASCII)))
        .hasMessageContaining("no PEM block");
    assertThatThrownBy(() -> ClientKey.privateKey(pem("PRIVATE KEY", new byte[] {0x30, 0})))
        .hasMessageContaining("not RSA, EC, Ed25519");
    byte[] whole = ec("secp256r1").getPrivate().getEncoded();
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ClientKey.privateKey(pem("EC PRIVATE KEY", cut)))
          .isInstanceOf(GeneralSecurityException.class);
    }
  }
}
