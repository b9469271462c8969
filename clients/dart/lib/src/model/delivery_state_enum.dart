//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'delivery_state_enum.g.dart';

/// * `WAITING` - WAITING * `DELIVERED` - DELIVERED * `FAILED` - FAILED * `CANCELLED` - CANCELLED
class DeliveryStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'WAITING')
  static const DeliveryStateEnum WAITING = _$WAITING;
  @BuiltValueEnumConst(wireName: r'DELIVERED')
  static const DeliveryStateEnum DELIVERED = _$DELIVERED;
  @BuiltValueEnumConst(wireName: r'FAILED')
  static const DeliveryStateEnum FAILED = _$FAILED;
  @BuiltValueEnumConst(wireName: r'CANCELLED')
  static const DeliveryStateEnum CANCELLED = _$CANCELLED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const DeliveryStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<DeliveryStateEnum> get serializer => _$deliveryStateEnumSerializer;

  const DeliveryStateEnum._(String name): super(name);

  static BuiltSet<DeliveryStateEnum> get values => _$values;
  static DeliveryStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class DeliveryStateEnumMixin = Object with _$DeliveryStateEnumMixin;

