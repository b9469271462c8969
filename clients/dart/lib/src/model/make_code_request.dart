//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'make_code_request.g.dart';

/// A code with which cash can be fetched.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [amount] - The cash; the fee comes on top.
/// * [currency]
/// * [agentCode] - The six digits of an outlet: the code is good there only.
@BuiltValue()
abstract class MakeCodeRequest implements Built<MakeCodeRequest, MakeCodeRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  /// The cash; the fee comes on top.
  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// The six digits of an outlet: the code is good there only.
  @BuiltValueField(wireName: r'agent_code')
  String? get agentCode;

  MakeCodeRequest._();

  factory MakeCodeRequest([void updates(MakeCodeRequestBuilder b)]) = _$MakeCodeRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(MakeCodeRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<MakeCodeRequest> get serializer => _$MakeCodeRequestSerializer();
}

class _$MakeCodeRequestSerializer implements PrimitiveSerializer<MakeCodeRequest> {
  @override
  final Iterable<Type> types = const [MakeCodeRequest, _$MakeCodeRequest];

  @override
  final String wireName = r'MakeCodeRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    MakeCodeRequest object, {
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
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    if (object.agentCode != null) {
      yield r'agent_code';
      yield serializers.serialize(
        object.agentCode,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    MakeCodeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required MakeCodeRequestBuilder result,
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
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'agent_code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.agentCode = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  MakeCodeRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = MakeCodeRequestBuilder();
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


