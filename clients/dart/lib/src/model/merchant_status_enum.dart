//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'merchant_status_enum.g.dart';

/// * `APPLIED` - Applied: somebody has to look at it * `REJECTED` - Rejected: may be changed and sent again * `ACTIVE` - Active * `SUSPENDED` - Suspended: takes no payments and is paid out nothing * `CLOSED` - Closed for good
class MerchantStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'APPLIED')
  static const MerchantStatusEnum APPLIED = _$APPLIED;
  @BuiltValueEnumConst(wireName: r'REJECTED')
  static const MerchantStatusEnum REJECTED = _$REJECTED;
  @BuiltValueEnumConst(wireName: r'ACTIVE')
  static const MerchantStatusEnum ACTIVE = _$ACTIVE;
  @BuiltValueEnumConst(wireName: r'SUSPENDED')
  static const MerchantStatusEnum SUSPENDED = _$SUSPENDED;
  @BuiltValueEnumConst(wireName: r'CLOSED')
  static const MerchantStatusEnum CLOSED = _$CLOSED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const MerchantStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<MerchantStatusEnum> get serializer => _$merchantStatusEnumSerializer;

  const MerchantStatusEnum._(String name): super(name);

  static BuiltSet<MerchantStatusEnum> get values => _$values;
  static MerchantStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class MerchantStatusEnumMixin = Object with _$MerchantStatusEnumMixin;

