//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:gopay_client/src/model/auto_recharge_change_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'patched_auto_recharge_change_request.g.dart';

/// PAUSED, or ACTIVE again, which is confirmed like a new one.
///
/// Properties:
/// * [state]
/// * [pin]
/// * [stepUp]
@BuiltValue()
abstract class PatchedAutoRechargeChangeRequest implements Built<PatchedAutoRechargeChangeRequest, PatchedAutoRechargeChangeRequestBuilder> {
  @BuiltValueField(wireName: r'state')
  AutoRechargeChangeStateEnum? get state;
  // enum stateEnum {  ACTIVE,  PAUSED,  };

  @BuiltValueField(wireName: r'pin')
  String? get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  PatchedAutoRechargeChangeRequest._();

  factory PatchedAutoRechargeChangeRequest([void updates(PatchedAutoRechargeChangeRequestBuilder b)]) = _$PatchedAutoRechargeChangeRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PatchedAutoRechargeChangeRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PatchedAutoRechargeChangeRequest> get serializer => _$PatchedAutoRechargeChangeRequestSerializer();
}

class _$PatchedAutoRechargeChangeRequestSerializer implements PrimitiveSerializer<PatchedAutoRechargeChangeRequest> {
  @override
  final Iterable<Type> types = const [PatchedAutoRechargeChangeRequest, _$PatchedAutoRechargeChangeRequest];

  @override
  final String wireName = r'PatchedAutoRechargeChangeRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PatchedAutoRechargeChangeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.state != null) {
      yield r'state';
      yield serializers.serialize(
        object.state,
        specifiedType: const FullType(AutoRechargeChangeStateEnum),
      );
    }
    if (object.pin != null) {
      yield r'pin';
      yield serializers.serialize(
        object.pin,
        specifiedType: const FullType(String),
      );
    }
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    PatchedAutoRechargeChangeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PatchedAutoRechargeChangeRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(AutoRechargeChangeStateEnum),
          ) as AutoRechargeChangeStateEnum?;
          if (valueDes == null) continue;
          result.state = valueDes;
          break;
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.pin = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PatchedAutoRechargeChangeRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PatchedAutoRechargeChangeRequestBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


