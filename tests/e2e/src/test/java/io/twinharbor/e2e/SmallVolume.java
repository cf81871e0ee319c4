package io.twinharbor.e2e;

import java.io.IOException;
import java.time.Duration;

/**
 * A volume in the memory of a cluster's first machine, which is soon full.
 *
 * @param name of the volume, and of the class that a claim has to ask for
 */
record SmallVolume(Cluster cluster, String name) {

    /** Makes it, of so many MiB; a claim asks for no more than it was told. */
    void make(int mebibytes) throws IOException {
        machine("mkdir -p " + folder() + " && mount -t tmpfs -o size=" + mebibytes + "m e2e " + folder()
                + " && mkdir -m 0777 " + folder() + "/volume");
        cluster.apply("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %1$s}
                spec:
                  accessModes: [ReadWriteOnce]
                  capacity: {storage: %2$dMi}
                  storageClassName: %1$s
                  persistentVolumeReclaimPolicy: Retain
                  local: {path: %3$s/volume}
                  nodeAffinity:
                    required:
                      nodeSelectorTerms:
                        - matchExpressions:
                            - {key: kubernetes.io/hostname, operator: In, values: [%4$s]}
                """.formatted(name, mebibytes, folder(), Lab.nodes(cluster.name()).get(0)));
    }

    void grow(int mebibytes) {
        machine("mount -o remount,size=" + mebibytes + "m " + folder());
    }

    /** When nobody uses it any more; also what an earlier run may have left. */
    void remove() {
        cluster.client().persistentVolumes().withName(name).delete();
        machine("if [ -d " + folder() + " ]; then umount " + folder() + "; rmdir " + folder() + "; fi");
    }

    private String folder() {
        return "/var/lib/" + name;
    }

    private void machine(String script) {
        Lab.command(Duration.ofMinutes(1), "shell", cluster.name(), "sudo", "sh", "-c", script);
    }
}
