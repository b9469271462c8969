//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'server_refund_object_enum.g.dart';

/// * `refund` - refund
class ServerRefundObjectEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'refund')
  static const ServerRefundObjectEnum refund = _$refund;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ServerRefundObjectEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ServerRefundObjectEnum> get serializer => _$serverRefundObjectEnumSerializer;

  const ServerRefundObjectEnum._(String name): super(name);

  static BuiltSet<ServerRefundObjectEnum> get values => _$values;
  static ServerRefundObjectEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ServerRefundObjectEnumMixin = Object with _$ServerRefundObjectEnumMixin;

