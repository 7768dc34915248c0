package io.kdiag.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is between the marks {@code <<} and {@code >>} of a sample is secret. */
final class RedactionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kubelet --token=<<abc.def>> --v=2",
        "kubelet --bootstrap-token <<abcdef.0123456789abcdef>> --v=2",
        "mysqld --password=<<a,b}c>> x",
        "password: <<hunter2>>",
        "password = <<hunter2>>",
        "PGPASSWORD=<<x>> psql",
        "DB_PASS=<<x>> MYSQL_PWD=<<y>>",
        "PASSWORD2=<<x>>",
        "{\"password\": \"<<a b \\\" c>>\", \"user\": \"u\"}",
        "{\"clientSecret\":\"<<x>>\",\"a\":1}",
        "msg=\"{\\\"password\\\":\\\"<<x y>>\\\",\\\"a\\\":1}\"",
        "{'api_key': '<<x>>'}",
        "client-key-data: <<LS0tLS1CRUdJTg==>>",
        "aws_secret_access_key = <<wJalrXUtnFEMI/K7MDENG>>",
        "key <<AKIAIOSFODNN7EXAMPLE>>, used",
        "Authorization: <<Bearer abc>> next",
        "Authorization: <<Basic dXNlcjpwYXNz>>",
        "-H \"Authorization: <<Digest username=x, response=y>>\" -v",
        "Cookie: <<a=b; c=d>>",
        "got Bearer <<abcdefgh1234>> there",
        "jwt <<eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_x>> end",
        "postgres://user:<<p%40ss>>@db:5432/app?x=1",
        "https://<<0123456789abcdef0123456789abcdef>>@github.example/x.git",
        "pushed with <<ghp_0123456789abcdefghijABCDEFGHIJ012345>>.",
        "-----a <<-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----->> b",
        "cut <<-----BEGIN PRIVATE KEY-----\nMIIE>>",
      })
  void takesSecretsOut(String sample) {
    String text = sample.replace("<<", "").replace(">>", "");
    assertThat(Redaction.redact(text))
        .isEqualTo(sample.replaceAll("(?s)<<.*?>>", Redaction.REDACTED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=",
        "::=",
        "--",
        "--token",
        "--token --v=2",
        "--token=",
        "automountServiceAccountToken: false",
        "token=null password=\"\"",
        "PWD=/root",
        "password=$(DB_PASSWORD)",
        "--authorization-mode=Node,RBAC --token-auth-file=/etc/tokens",
        "--tls-private-key-file=/etc/kubernetes/pki/apiserver.key",
        "MountVolume.SetUp failed secret=\"kube-system/default-token-abc\"",
        "secret \"default-token\" not found",
        "12:30:45 eth0: link up, 1000Mbps",
        "https://db.example:5432/a@b",
        "ssh://git@host/repo",
        "Bearer tokens are refused",
        "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----",
        "eyJ",
        "tokenizer=fast bypass=on",
      })
  void leavesTheRestAsItIs(String text) {
    assertThat(Redaction.redact(text)).isSameAs(text);
  }

  @Test
  void changesNothingTheSecondTime() {
    Random random = new Random(7);
    String[] parts = {
      "token",
      "password",
      "=",
      ":",
      " ",
      "\"",
      "\\",
      "'",
      "--",
      "://",
      "@",
      "Bearer ",
      "eyJ",
      ".",
      "Authorization",
      "x",
      "9",
      "\n",
      "-----BEGIN ",
      "PRIVATE KEY",
      "-----",
      "-----END ",
      "<"
    };
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(12); part >= 0; part--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      String once = Redaction.redact(text.toString());
      assertThat(Redaction.redact(once)).as(text.toString()).isEqualTo(once);
    }
  }
}
