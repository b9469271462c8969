//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'profile_status_enum.g.dart';

/// * `ACTIVE` - ACTIVE * `LOCKED` - LOCKED * `CLOSED` - CLOSED
class ProfileStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'ACTIVE')
  static const ProfileStatusEnum ACTIVE = _$ACTIVE;
  @BuiltValueEnumConst(wireName: r'LOCKED')
  static const ProfileStatusEnum LOCKED = _$LOCKED;
  @BuiltValueEnumConst(wireName: r'CLOSED')
  static const ProfileStatusEnum CLOSED = _$CLOSED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ProfileStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ProfileStatusEnum> get serializer => _$profileStatusEnumSerializer;

  const ProfileStatusEnum._(String name): super(name);

  static BuiltSet<ProfileStatusEnum> get values => _$values;
  static ProfileStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ProfileStatusEnumMixin = Object with _$ProfileStatusEnumMixin;

