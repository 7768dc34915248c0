package io.kdiag.host.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CgroupMountsTest {

  @Test
  void findsADirectoryForEachController() {
    CgroupMounts mounts =
        CgroupMounts.parse(
            """
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
            33 31 0:30 / /sys/fs/cgroup/cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpuacct
            34 31 0:31 / /sys/fs/cgroup/blkio rw,relatime - cgroup cgroup rw,blkio
            35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
            39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
            40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """);
    assertThat(mounts)
        .isEqualTo(
            new CgroupMounts(
                false,
                "/sys/fs/cgroup/cpu",
                "/sys/fs/cgroup/cpuacct",
                "/sys/fs/cgroup/memory",
                "/sys/fs/cgroup/pids",
                "/sys/fs/cgroup/blkio"));
  }

  @Test
  void findsAJointDirectoryOnce() {
    CgroupMounts mounts =
        CgroupMounts.parse("1 2 0:3 / /cg/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n");
    assertThat(mounts)
        .isEqualTo(new CgroupMounts(false, "/cg/cpu,cpuacct", "/cg/cpu,cpuacct", null, null, null));
    assertThat(mounts == null ? null : mounts.distinct()).containsExactly("/cg/cpu,cpuacct");
  }

  @Test
  void takesTheHostsMountWhereContainersHaveTheirOwn() {
    CgroupMounts mounts =
        CgroupMounts.parse(
            """
            9 8 0:3 / /run/x/rootfs/sys/fs/cgroup ro - cgroup2 cgroup rw
            1 2 0:3 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate
            """);
    assertThat(mounts == null ? null : mounts.memory()).isEqualTo("/sys/fs/cgroup");
    assertThat(mounts != null && mounts.unified()).isTrue();
  }

  @Test
  void findsNoneWhereThereIsNone() {
    assertThat(CgroupMounts.parse("")).isNull();
    assertThat(CgroupMounts.parse("1 2 0:3 / /a rw - cgroup cgroup rw,name=systemd\n")).isNull();
    assertThat(CgroupMounts.parse("1 - cgroup2\n - cgroup\n - cgroup x\n")).isNull();
  }
}
