//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'pending_sign_up_status_enum.g.dart';

/// * `verification_pending` - verification_pending
class PendingSignUpStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'verification_pending')
  static const PendingSignUpStatusEnum verificationPending = _$verificationPending;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const PendingSignUpStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<PendingSignUpStatusEnum> get serializer => _$pendingSignUpStatusEnumSerializer;

  const PendingSignUpStatusEnum._(String name): super(name);

  static BuiltSet<PendingSignUpStatusEnum> get values => _$values;
  static PendingSignUpStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class PendingSignUpStatusEnumMixin = Object with _$PendingSignUpStatusEnumMixin;

