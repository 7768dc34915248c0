package io.kdiag.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionRefusalTest {

  @Test
  void readsTheWordsOfEachAdmission() {
    assertThat(
            AdmissionRefusal.meaning(
                "pods \"q\" is forbidden: failed quota: team: must specify requests.cpu"))
        .isEqualTo("quota team asks for requests.cpu, which their containers do not state");
    assertThat(
            AdmissionRefusal.meaning(
                "pods \"q\" is forbidden: maximum memory usage per Container is 64Mi, but limit is 128Mi"))
        .isEqualTo(
            "a limit range forbids it: maximum memory usage per Container is 64Mi, but limit is 128Mi");
    assertThat(
            AdmissionRefusal.meaning(
                "pods \"q\" is forbidden: no PriorityClass with name gold was found"))
        .isEqualTo("the priority class gold does not exist");
    assertThat(AdmissionRefusal.meaning("admission webhook \"v.test\" denied the request: no root"))
        .isEqualTo("the admission webhook v.test forbids it: no root");
    assertThat(
            AdmissionRefusal.meaning(
                "Internal error occurred: failed calling webhook \"v.test\": Post \"https://v\": dial tcp:"
                    + " connection refused"))
        .startsWith("the admission webhook v.test cannot be asked: Post");
    assertThat(
            AdmissionRefusal.meaning(
                "pods \"q\" is forbidden: violates PodSecurity \"restricted:latest\": privileged"))
        .isEqualTo("the namespace's pod security level restricted:latest forbids it: privileged");
    assertThat(AdmissionRefusal.meaning("something new")).isEqualTo("something new");
  }
}
