package io.twinharbor.responder.action;

import java.math.BigDecimal;
import java.math.RoundingMode;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.twinharbor.responder.catalogue.Kind;
import jakarta.inject.Singleton;

/** Asks for more room, where the volume's class gives it. Room is never given back. */
@Singleton
public class ExpandVolume implements Action {

    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024L * 1024);

    @Override
    public Kind kind() {
        return Kind.EXPAND_VOLUME;
    }

    @Override
    public String perform(Order order) {
        var resource = order.cluster().persistentVolumeClaims().inNamespace(order.target().namespace())
                .withName(order.target().name());
        PersistentVolumeClaim claim = resource.get();
        if (claim == null) {
            throw new ActionFailed("there is no such claim");
        }
        String className = claim.getSpec().getStorageClassName();
        var storageClass = order.cluster().storage().v1().storageClasses().withName(className).get();
        if (storageClass == null || !Boolean.TRUE.equals(storageClass.getAllowVolumeExpansion())) {
            throw new ActionFailed("the storage class " + className + " lets no volume grow");
        }
        long now = mebibytes(claim.getSpec().getResources().getRequests().get("storage"));
        long most = mebibytes(Quantity.parse(order.entry().setting("most")));
        if (now >= most) {
            throw new ActionFailed("it has %d MiB, and %d are the most".formatted(now, most));
        }
        long then = Math.min(most, now + Math.max(1, now * order.number("byPercent") / 100));
        resource.patch(order.patch(PatchType.JSON_MERGE),
                "{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"%dMi\"}}}}".formatted(then));
        return "%d MiB are asked for instead of %d".formatted(then, now);
    }

    private static long mebibytes(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity).divide(MEBIBYTE, 0, RoundingMode.CEILING).longValueExact();
    }
}
