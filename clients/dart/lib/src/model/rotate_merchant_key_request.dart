//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'rotate_merchant_key_request.g.dart';

/// How long the old key lives beside the new one.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [overlapHours]
@BuiltValue()
abstract class RotateMerchantKeyRequest implements Built<RotateMerchantKeyRequest, RotateMerchantKeyRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  @BuiltValueField(wireName: r'overlap_hours')
  int get overlapHours;

  RotateMerchantKeyRequest._();

  factory RotateMerchantKeyRequest([void updates(RotateMerchantKeyRequestBuilder b)]) = _$RotateMerchantKeyRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(RotateMerchantKeyRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<RotateMerchantKeyRequest> get serializer => _$RotateMerchantKeyRequestSerializer();
}

class _$RotateMerchantKeyRequestSerializer implements PrimitiveSerializer<RotateMerchantKeyRequest> {
  @override
  final Iterable<Type> types = const [RotateMerchantKeyRequest, _$RotateMerchantKeyRequest];

  @override
  final String wireName = r'RotateMerchantKeyRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    RotateMerchantKeyRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pin';
    yield serializers.serialize(
      object.pin,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
    yield r'overlap_hours';
    yield serializers.serialize(
      object.overlapHours,
      specifiedType: const FullType(int),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    RotateMerchantKeyRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required RotateMerchantKeyRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
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
        case r'overlap_hours':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.overlapHours = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  RotateMerchantKeyRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = RotateMerchantKeyRequestBuilder();
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


