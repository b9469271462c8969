//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'device_status_enum.g.dart';

/// * `ACTIVE` - ACTIVE * `LOCKED` - LOCKED * `WIPED` - WIPED * `REMOVED` - REMOVED
class DeviceStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'ACTIVE')
  static const DeviceStatusEnum ACTIVE = _$ACTIVE;
  @BuiltValueEnumConst(wireName: r'LOCKED')
  static const DeviceStatusEnum LOCKED = _$LOCKED;
  @BuiltValueEnumConst(wireName: r'WIPED')
  static const DeviceStatusEnum WIPED = _$WIPED;
  @BuiltValueEnumConst(wireName: r'REMOVED')
  static const DeviceStatusEnum REMOVED = _$REMOVED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const DeviceStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<DeviceStatusEnum> get serializer => _$deviceStatusEnumSerializer;

  const DeviceStatusEnum._(String name): super(name);

  static BuiltSet<DeviceStatusEnum> get values => _$values;
  static DeviceStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class DeviceStatusEnumMixin = Object with _$DeviceStatusEnumMixin;

