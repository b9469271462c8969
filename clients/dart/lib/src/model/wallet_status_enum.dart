//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'wallet_status_enum.g.dart';

/// * `ACTIVE` - ACTIVE * `FROZEN` - FROZEN * `CLOSED` - CLOSED
class WalletStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'ACTIVE')
  static const WalletStatusEnum ACTIVE = _$ACTIVE;
  @BuiltValueEnumConst(wireName: r'FROZEN')
  static const WalletStatusEnum FROZEN = _$FROZEN;
  @BuiltValueEnumConst(wireName: r'CLOSED')
  static const WalletStatusEnum CLOSED = _$CLOSED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const WalletStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<WalletStatusEnum> get serializer => _$walletStatusEnumSerializer;

  const WalletStatusEnum._(String name): super(name);

  static BuiltSet<WalletStatusEnum> get values => _$values;
  static WalletStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class WalletStatusEnumMixin = Object with _$WalletStatusEnumMixin;

